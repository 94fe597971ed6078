import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const travis: readonly SecretRule[] = provider(
  {
    name: 'Travis CI',
    revoke: 'https://app.travis-ci.com/account/preferences',
    source: 'https://docs.travis-ci.com/user/triggering-builds/',
    gains: 'read and start builds, and so reach their secrets',
  },
  near('travis-token', 'Travis CI API token', /[\w-]{22}/, {
    names: ['travis'],
    suffix: '_API_TOKEN',
    minEntropy: 3.8,
    hit: [fill(22)],
  }),
);
