import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const algolia: readonly SecretRule[] = provider(
  {
    name: 'Algolia',
    revoke: 'https://dashboard.algolia.com/account/api-keys',
    source: 'https://www.algolia.com/doc/guides/security/api-keys/',
    gains: 'change or delete the search index, when it is the admin key',
  },
  near('algolia-admin-key', 'Algolia API key', /[0-9a-f]{32}/, {
    names: ['algolia'],
    suffix: '_ADMIN_API_KEY',
    severity: 'medium',
    hit: [fill(32, 'hex')],
  }),
);
