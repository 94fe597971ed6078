import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const sentry: readonly SecretRule[] = provider(
  {
    name: 'Sentry',
    revoke: 'https://sentry.io/settings/account/api/auth-tokens/',
    source: 'https://docs.sentry.io/account/auth-tokens/',
    gains: 'read errors with the data in them, and change releases',
  },
  token('sentry-user-token', 'Sentry user auth token', /sntryu_[0-9a-f]{64}/, {
    hit: [`sntryu_${fill(64, 'hex')}`],
  }),
  token(
    'sentry-organization-token',
    'Sentry organization auth token',
    /sntrys_eyJ[A-Za-z0-9+/=_-]{100,400}/,
    { hit: [`sntrys_eyJ${fill(180)}`] },
  ),
);
