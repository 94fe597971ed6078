import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const prefect: readonly SecretRule[] = provider(
  {
    name: 'Prefect',
    revoke: 'https://app.prefect.cloud/my/api-keys',
    source: 'https://docs.prefect.io/v3/how-to-guides/cloud/manage-users/api-keys',
    gains: 'run workflows in the workspace',
  },
  token('prefect-api-key', 'Prefect API key', /pn[ub]_[A-Za-z0-9]{36}/, {
    keywords: ['pnu_', 'pnb_'],
    hit: [`pnu_${fill(36)}`],
  }),
);
