import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const together: readonly SecretRule[] = provider(
  {
    name: 'Together AI',
    revoke: 'https://api.together.ai/settings/api-keys',
    source: 'https://docs.together.ai/docs/quickstart',
    gains: 'call the models of the account at its cost and read what the account may read',
  },
  token('together-api-key', 'Together AI API key', /tgp_v1_[\w-]{43}/, {
    hit: [`tgp_v1_${fill(43)}`],
  }),
);
