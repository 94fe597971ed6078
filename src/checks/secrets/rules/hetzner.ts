import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const hetzner: readonly SecretRule[] = provider(
  {
    name: 'Hetzner',
    revoke: 'https://console.hetzner.cloud/',
    source: 'https://docs.hetzner.com/cloud/api/getting-started/generating-api-token/',
    gains: 'create, read and destroy the servers of the project',
  },
  near('hetzner-token', 'Hetzner Cloud API token', /[A-Za-z0-9]{64}/, {
    names: ['hetzner', 'hcloud'],
    suffix: '_TOKEN',
    minEntropy: 4.2,
    hit: [fill(64)],
  }),
);
