import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const digitalocean: readonly SecretRule[] = provider(
  {
    name: 'DigitalOcean',
    revoke: 'https://cloud.digitalocean.com/account/api/tokens',
    source: 'https://docs.digitalocean.com/reference/api/create-personal-access-token/',
    gains: 'create, read and destroy the resources of the account',
  },
  token('digitalocean-token', 'DigitalOcean personal access token', /dop_v1_[0-9a-f]{64}/, {
    severity: 'critical',
    hit: [`dop_v1_${fill(64, 'hex')}`],
  }),
  token('digitalocean-oauth-token', 'DigitalOcean OAuth token', /doo_v1_[0-9a-f]{64}/, {
    hit: [`doo_v1_${fill(64, 'hex')}`],
  }),
  token('digitalocean-refresh-token', 'DigitalOcean refresh token', /dor_v1_[0-9a-f]{64}/, {
    hit: [`dor_v1_${fill(64, 'hex')}`],
  }),
  token('digitalocean-spaces-key', 'DigitalOcean Spaces access key id', /DO00[A-Z0-9]{16}/, {
    severity: 'low',
    hit: [`DO00${fill(16, 'upper')}`],
  }),
);
