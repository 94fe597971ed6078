import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const render: readonly SecretRule[] = provider(
  {
    name: 'Render',
    revoke: 'https://dashboard.render.com/u/settings#api-keys',
    source: 'https://render.com/docs/api',
    gains: 'deploy to and control the services of the account',
  },
  token('render-api-key', 'Render API key', /rnd_[A-Za-z0-9]{28,40}/, { hit: [`rnd_${fill(32)}`] }),
);
