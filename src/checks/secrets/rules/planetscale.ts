import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const planetscale: readonly SecretRule[] = provider(
  {
    name: 'PlanetScale',
    revoke: 'https://app.planetscale.com/',
    source: 'https://planetscale.com/docs/concepts/service-tokens',
    gains: 'read and change the databases',
  },
  token('planetscale-token', 'PlanetScale service token', /pscale_tkn_[\w.-]{32,64}/, {
    hit: [`pscale_tkn_${fill(43)}`],
  }),
  token('planetscale-password', 'PlanetScale database password', /pscale_pw_[\w.-]{32,64}/, {
    severity: 'critical',
    hit: [`pscale_pw_${fill(43)}`],
  }),
  token('planetscale-oauth-token', 'PlanetScale OAuth token', /pscale_oauth_[\w.-]{32,64}/, {
    hit: [`pscale_oauth_${fill(43)}`],
  }),
);
