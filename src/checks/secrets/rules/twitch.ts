import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const twitch: readonly SecretRule[] = provider(
  {
    name: 'Twitch',
    revoke: 'https://dev.twitch.tv/console/apps',
    source: 'https://dev.twitch.tv/docs/authentication/',
    gains: 'act as the application or user',
  },
  near('twitch-secret', 'Twitch client secret or token', /(?:oauth:)?[a-z0-9]{30}/, {
    names: ['twitch'],
    suffix: '_CLIENT_SECRET',
    minEntropy: 3.7,
    hit: [fill(30, 'lower')],
  }),
);
