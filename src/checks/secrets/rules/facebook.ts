import type { SecretRule } from '../rule.ts';
import { near, provider, token } from './build.ts';
import { fill } from './fill.ts';

export const facebook: readonly SecretRule[] = provider(
  {
    name: 'Meta',
    revoke: 'https://developers.facebook.com/apps/',
    source: 'https://developers.facebook.com/docs/facebook-login/guides/access-tokens/',
    gains: 'act as the app or the user within its permissions',
  },
  token('facebook-access-token', 'Meta access token', /EAA[A-Za-z0-9]{80,400}/, {
    minEntropy: 4.5,
    rank: 'near',
    hit: [`EAAB${fill(120)}`],
  }),
  near('facebook-app-secret', 'Meta app secret', /[0-9a-f]{32}/, {
    names: ['facebook', 'fb_app', 'fb_secret', 'fbapp'],
    suffix: '_APP_SECRET',
    hit: [fill(32, 'hex')],
  }),
);
