import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const nvidia: readonly SecretRule[] = provider(
  {
    name: 'NVIDIA',
    revoke: 'https://org.ngc.nvidia.com/setup/api-keys',
    source: 'https://docs.nvidia.com/ngc/gpu-cloud/ngc-user-guide/index.html',
    gains: 'call the models of the account at its cost and read what the account may read',
  },
  token('nvidia-api-key', 'NVIDIA API key', /nvapi-[\w-]{60,70}/, { hit: [`nvapi-${fill(64)}`] }),
);
