import type { SecretRule } from '../rule.ts';
import { near, provider, token } from './build.ts';
import { fill } from './fill.ts';

export const twitter: readonly SecretRule[] = provider(
  {
    name: 'X',
    revoke: 'https://developer.x.com/en/portal/dashboard',
    source: 'https://docs.x.com/resources/fundamentals/authentication',
    gains: 'read and write in the name of the app or user',
  },
  token('twitter-bearer-token', 'X bearer token', /A{21}[A-Za-z0-9%]{80,100}/, {
    keywords: ['aaaaaaaaaaaaaaaaaaaaa'],
    // Its 21 leading letters are all the same.
    rejectsPlaceholders: false,
    minEntropy: 3.5,
    hit: [`${'A'.repeat(21)}${fill(84)}`],
  }),
  near('twitter-api-secret', 'X API secret', /[A-Za-z0-9]{50}/, {
    names: ['twitter', 'consumer_secret', 'consumersecret'],
    suffix: '_API_SECRET',
    minEntropy: 4.3,
    hit: [fill(50)],
  }),
  near('twitter-access-token', 'X access token', /[0-9]{8,20}-[A-Za-z0-9]{40}/, {
    names: ['twitter', 'access_token', 'accesstoken'],
    suffix: '_ACCESS_TOKEN',
    hit: [`${fill(18, 'digits')}-${fill(40)}`],
  }),
);
