import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const auth0: readonly SecretRule[] = provider(
  {
    name: 'Auth0',
    revoke: 'https://manage.auth0.com/',
    source: 'https://auth0.com/docs/get-started/applications/rotate-client-secret',
    gains: 'sign in as the application, with all its rights',
  },
  near('auth0-client-secret', 'Auth0 client secret', /[\w-]{64}/, {
    names: ['auth0'],
    suffix: '_CLIENT_SECRET',
    minEntropy: 4.5,
    hit: [fill(64)],
  }),
);
