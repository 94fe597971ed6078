import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const fly: readonly SecretRule[] = provider(
  {
    name: 'Fly.io',
    revoke: 'https://fly.io/user/personal_access_tokens',
    source: 'https://fly.io/docs/security/tokens/',
    gains: 'deploy to and control the apps of the organization',
  },
  token('fly-token', 'Fly.io access token', /fm[12][ar]?_[A-Za-z0-9+/=_-]{80,1200}/, {
    keywords: ['fm1_', 'fm2_', 'fm1a_', 'fm1r_'],
    hit: [`fm2_${fill(300)}`],
  }),
  token('fly-legacy-token', 'Fly.io legacy access token', /fo1_[\w-]{43}/, {
    hit: [`fo1_${fill(43)}`],
  }),
);
