import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const dynatrace: readonly SecretRule[] = provider(
  {
    name: 'Dynatrace',
    revoke:
      'https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients',
    source:
      'https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/access-tokens',
    gains: 'read or change the monitoring of the environment',
  },
  token(
    'dynatrace-token',
    'Dynatrace access token',
    /dt0[a-z][0-9]{2}\.[A-Z0-9]{8,24}\.[A-Z0-9]{64}/,
    { keywords: ['dt0c', 'dt0s'], hit: [`dt0c01.${fill(24, 'upper')}.${fill(64, 'upper')}`] },
  ),
);
