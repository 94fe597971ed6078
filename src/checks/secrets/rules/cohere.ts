import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const cohere: readonly SecretRule[] = provider(
  {
    name: 'Cohere',
    revoke: 'https://dashboard.cohere.com/api-keys',
    source: 'https://docs.cohere.com/docs/rate-limits',
    gains: 'call the models of the account at its cost and read what the account may read',
  },
  near('cohere-api-key', 'Cohere API key', /[A-Za-z0-9]{40}/, {
    names: ['cohere', 'co_api_key'],
    minEntropy: 4,
    hit: [fill(40)],
  }),
);
