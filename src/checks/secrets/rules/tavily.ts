import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const tavily: readonly SecretRule[] = provider(
  {
    name: 'Tavily',
    revoke: 'https://app.tavily.com/',
    source: 'https://docs.tavily.com/documentation/quickstart',
    gains: 'call the models of the account at its cost and read what the account may read',
  },
  token('tavily-api-key', 'Tavily API key', /tvly-(?:dev-|prod-)?[A-Za-z0-9]{32}/, {
    keywords: ['tvly-'],
    hit: [`tvly-dev-${fill(32)}`],
  }),
);
