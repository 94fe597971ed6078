import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const easypost: readonly SecretRule[] = provider(
  {
    name: 'EasyPost',
    revoke: 'https://www.easypost.com/account/api-keys',
    source: 'https://docs.easypost.com/docs/authentication',
    gains: 'buy shipments at the cost of the account',
  },
  token('easypost-api-key', 'EasyPost API key', /EZ[AT]K[A-Za-z0-9]{54}/, {
    keywords: ['ezak', 'eztk'],
    hit: [`EZAK${fill(54)}`],
  }),
);
