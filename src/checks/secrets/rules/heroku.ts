import type { SecretRule } from '../rule.ts';
import { near, provider, token } from './build.ts';
import { fill } from './fill.ts';

export const heroku: readonly SecretRule[] = provider(
  {
    name: 'Heroku',
    revoke: 'https://dashboard.heroku.com/account/applications',
    source: 'https://devcenter.heroku.com/articles/authentication',
    gains: 'deploy to and read the configuration of the apps',
  },
  token('heroku-api-key', 'Heroku API key', /HRKU-[\w-]{36,60}/, { hit: [`HRKU-AA${fill(58)}`] }),
  near(
    'heroku-legacy-api-key',
    'Heroku legacy API key',
    /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
    {
      names: ['heroku'],
      minEntropy: 3,
      hit: [
        `${fill(8, 'hex', 1)}-${fill(4, 'hex', 2)}-4${fill(3, 'hex', 3)}-a${fill(3, 'hex', 4)}-${fill(12, 'hex', 5)}`,
      ],
    },
  ),
);
