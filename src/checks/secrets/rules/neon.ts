import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const neon: readonly SecretRule[] = provider(
  {
    name: 'Neon',
    revoke: 'https://console.neon.tech/app/settings/api-keys',
    source: 'https://neon.com/docs/manage/api-keys',
    gains: 'control the projects and read their data',
  },
  token('neon-api-key', 'Neon API key', /napi_[a-z0-9]{64}/, {
    hit: [`napi_${fill(64, 'lower')}`],
  }),
);
