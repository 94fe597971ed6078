import type { SecretRule } from '../rule.ts';
import { near, provider, token } from './build.ts';
import { fill } from './fill.ts';

export const dropbox: readonly SecretRule[] = provider(
  {
    name: 'Dropbox',
    revoke: 'https://www.dropbox.com/developers/apps',
    source: 'https://www.dropbox.com/developers/documentation/http/overview',
    gains: 'read and change the files of the account',
  },
  token('dropbox-access-token', 'Dropbox access token', /sl\.(?:u\.)?[\w-]{130,300}/, {
    keywords: ['sl.'],
    hit: [`sl.${fill(136)}`],
  }),
  near('dropbox-app-secret', 'Dropbox app secret', /[a-z0-9]{15}/, {
    names: ['dropbox'],
    suffix: '_APP_SECRET',
    minEntropy: 3.2,
    hit: [fill(15, 'lower')],
  }),
);
