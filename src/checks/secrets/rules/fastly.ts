import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const fastly: readonly SecretRule[] = provider(
  {
    name: 'Fastly',
    revoke: 'https://manage.fastly.com/account/personal/tokens',
    source: 'https://www.fastly.com/documentation/reference/api/auth-tokens/',
    gains: 'change how the sites are delivered',
  },
  near('fastly-token', 'Fastly API token', /[\w-]{32}/, {
    names: ['fastly'],
    minEntropy: 4,
    hit: [fill(32)],
  }),
);
