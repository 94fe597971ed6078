import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const mistral: readonly SecretRule[] = provider(
  {
    name: 'Mistral AI',
    revoke: 'https://console.mistral.ai/api-keys',
    source: 'https://docs.mistral.ai/getting-started/quickstart/',
    gains: 'call the models of the account at its cost and read what the account may read',
  },
  near('mistral-api-key', 'Mistral AI API key', /[A-Za-z0-9]{32}/, {
    names: ['mistral'],
    minEntropy: 4,
    hit: [fill(32)],
  }),
);
