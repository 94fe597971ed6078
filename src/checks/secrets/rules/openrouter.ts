import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const openrouter: readonly SecretRule[] = provider(
  {
    name: 'OpenRouter',
    revoke: 'https://openrouter.ai/settings/keys',
    source: 'https://openrouter.ai/docs/api-reference/authentication',
    gains: 'call the models of the account at its cost and read what the account may read',
  },
  token('openrouter-api-key', 'OpenRouter API key', /sk-or-v1-[0-9a-f]{64}/, {
    hit: [`sk-or-v1-${fill(64, 'hex')}`],
  }),
);
