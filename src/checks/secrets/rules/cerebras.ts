import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const cerebras: readonly SecretRule[] = provider(
  {
    name: 'Cerebras',
    revoke: 'https://cloud.cerebras.ai/',
    source: 'https://inference-docs.cerebras.ai/quickstart',
    gains: 'call the models of the account at its cost and read what the account may read',
  },
  token('cerebras-api-key', 'Cerebras API key', /csk-[a-z0-9]{48}/, {
    hit: [`csk-${fill(48, 'lower')}`],
  }),
);
