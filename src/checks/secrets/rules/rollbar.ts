import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const rollbar: readonly SecretRule[] = provider(
  {
    name: 'Rollbar',
    revoke: 'https://rollbar.com/settings/accounts/',
    source: 'https://docs.rollbar.com/docs/access-tokens',
    gains: 'read or forge errors of the project',
  },
  near('rollbar-token', 'Rollbar access token', /[0-9a-f]{32}/, {
    names: ['rollbar'],
    suffix: '_ACCESS_TOKEN',
    severity: 'medium',
    hit: [fill(32, 'hex')],
  }),
);
