import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const perplexity: readonly SecretRule[] = provider(
  {
    name: 'Perplexity',
    revoke: 'https://www.perplexity.ai/settings/api',
    source: 'https://docs.perplexity.ai/getting-started/quickstart',
    gains: 'call the models of the account at its cost and read what the account may read',
  },
  token('perplexity-api-key', 'Perplexity API key', /pplx-[A-Za-z0-9]{48}/, {
    hit: [`pplx-${fill(48)}`],
  }),
);
