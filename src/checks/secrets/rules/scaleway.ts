import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const scaleway: readonly SecretRule[] = provider(
  {
    name: 'Scaleway',
    revoke: 'https://console.scaleway.com/iam/api-keys',
    source: 'https://www.scaleway.com/en/docs/iam/concepts/',
    gains: 'use the organization within the rights of the key',
  },
  near(
    'scaleway-secret-key',
    'Scaleway secret key',
    /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
    {
      names: ['scw_secret', 'scaleway'],
      suffix: '_KEY',
      hit: [
        `${fill(8, 'hex', 1)}-${fill(4, 'hex', 2)}-4${fill(3, 'hex', 3)}-a${fill(3, 'hex', 4)}-${fill(12, 'hex', 5)}`,
      ],
    },
  ),
);
