import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const postman: readonly SecretRule[] = provider(
  {
    name: 'Postman',
    revoke: 'https://go.postman.co/settings/me/api-keys',
    source: 'https://learning.postman.com/docs/developer/postman-api/authentication/',
    gains: 'read the collections, and the secrets stored in them',
  },
  token('postman-api-key', 'Postman API key', /PMAK-[0-9a-f]{24}-[0-9a-f]{34}/, {
    hit: [`PMAK-${fill(24, 'hex')}-${fill(34, 'hex')}`],
  }),
);
