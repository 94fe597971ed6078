import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const contentful: readonly SecretRule[] = provider(
  {
    name: 'Contentful',
    revoke: 'https://app.contentful.com/account/profile/cma_tokens',
    source: 'https://www.contentful.com/developers/docs/references/authentication/',
    gains: 'read and change the content of every space of the user',
  },
  token('contentful-token', 'Contentful management token', /CFPAT-[\w-]{43}/, {
    hit: [`CFPAT-${fill(43)}`],
  }),
);
