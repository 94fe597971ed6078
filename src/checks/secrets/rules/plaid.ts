import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const plaid: readonly SecretRule[] = provider(
  {
    name: 'Plaid',
    revoke: 'https://dashboard.plaid.com/developers/keys',
    source: 'https://plaid.com/docs/api/',
    gains: 'read the bank accounts of the users',
  },
  near('plaid-secret', 'Plaid secret', /[0-9a-f]{30}/, {
    names: ['plaid'],
    suffix: '_SECRET',
    severity: 'critical',
    hit: [fill(30, 'hex')],
  }),
);
