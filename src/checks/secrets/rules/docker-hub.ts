import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const dockerHub: readonly SecretRule[] = provider(
  {
    name: 'Docker Hub',
    revoke: 'https://app.docker.com/settings/personal-access-tokens',
    source: 'https://docs.docker.com/security/access-tokens/',
    gains: 'read private images and replace published ones',
  },
  token('docker-hub-token', 'Docker Hub personal access token', /dckr_pat_[\w-]{27}/, {
    severity: 'critical',
    hit: [`dckr_pat_${fill(27)}`],
  }),
  token(
    'docker-hub-organization-token',
    'Docker Hub organization access token',
    /dckr_oat_[\w-]{32}/,
    { severity: 'critical', hit: [`dckr_oat_${fill(32)}`] },
  ),
);
