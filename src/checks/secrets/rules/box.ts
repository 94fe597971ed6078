import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const box: readonly SecretRule[] = provider(
  {
    name: 'Box',
    revoke: 'https://app.box.com/developers/console',
    source: 'https://developer.box.com/guides/authentication/',
    gains: 'act as the application on the files of its users',
  },
  near('box-client-secret', 'Box client secret', /[A-Za-z0-9]{32}/, {
    names: ['box_client_secret', 'box_secret', 'boxclientsecret', 'boxappsettings'],
    suffix: '',
    minEntropy: 4,
    hit: [fill(32)],
  }),
);
