import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const codecov: readonly SecretRule[] = provider(
  {
    name: 'Codecov',
    revoke: 'https://app.codecov.io/account',
    source: 'https://docs.codecov.com/docs/codecov-tokens',
    gains: 'upload forged coverage for the repository',
  },
  near(
    'codecov-token',
    'Codecov upload token',
    /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
    {
      names: ['codecov'],
      suffix: '_TOKEN',
      severity: 'low',
      hit: [
        `${fill(8, 'hex', 1)}-${fill(4, 'hex', 2)}-4${fill(3, 'hex', 3)}-a${fill(3, 'hex', 4)}-${fill(12, 'hex', 5)}`,
      ],
    },
  ),
);
