import type { SecretRule } from '../rule.ts';
import { near, provider, token } from './build.ts';
import { fill } from './fill.ts';

export const netlify: readonly SecretRule[] = provider(
  {
    name: 'Netlify',
    revoke: 'https://app.netlify.com/user/applications',
    source: 'https://docs.netlify.com/api/get-started/',
    gains: 'deploy to and control the sites of the account',
  },
  token('netlify-token', 'Netlify personal access token', /nfp_[A-Za-z0-9]{36}/, {
    hit: [`nfp_${fill(36)}`],
  }),
  near('netlify-legacy-token', 'Netlify legacy access token', /[\w-]{43,46}/, {
    names: ['netlify'],
    suffix: '_AUTH_TOKEN',
    minEntropy: 4.2,
    hit: [fill(43)],
  }),
);
