import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const snyk: readonly SecretRule[] = provider(
  {
    name: 'Snyk',
    revoke: 'https://app.snyk.io/account',
    source: 'https://docs.snyk.io/snyk-api/authentication-for-api',
    gains: 'read the projects and their open weaknesses',
  },
  near(
    'snyk-token',
    'Snyk API token',
    /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
    {
      names: ['snyk'],
      suffix: '_TOKEN',
      severity: 'medium',
      hit: [
        `${fill(8, 'hex', 1)}-${fill(4, 'hex', 2)}-4${fill(3, 'hex', 3)}-a${fill(3, 'hex', 4)}-${fill(12, 'hex', 5)}`,
      ],
    },
  ),
);
