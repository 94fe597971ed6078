import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const wandb: readonly SecretRule[] = provider(
  {
    name: 'Weights & Biases',
    revoke: 'https://wandb.ai/authorize',
    source: 'https://docs.wandb.ai/support/find_api_key/',
    gains: 'call the models of the account at its cost and read what the account may read',
  },
  near('wandb-api-key', 'Weights & Biases API key', /[0-9a-f]{40}/, {
    names: ['wandb'],
    hit: [fill(40, 'hex')],
  }),
);
