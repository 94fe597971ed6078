import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const square: readonly SecretRule[] = provider(
  {
    name: 'Square',
    revoke: 'https://developer.squareup.com/apps',
    source: 'https://developer.squareup.com/docs/build-basics/access-tokens',
    gains: 'read payments and move money',
  },
  token('square-access-token', 'Square access token', /EAAA[\w-]{60}/, {
    severity: 'critical',
    minEntropy: 4.5,
    hit: [`EAAA${fill(60)}`],
  }),
  token('square-legacy-token', 'Square legacy access token', /sq0atp-[\w-]{22}/, {
    severity: 'critical',
    hit: [`sq0atp-${fill(22)}`],
  }),
  token('square-oauth-secret', 'Square OAuth secret', /sq0csp-[\w-]{43}/, {
    hit: [`sq0csp-${fill(43)}`],
  }),
);
