import type { SecretRule } from '../rule.ts';
import { near, provider, token } from './build.ts';
import { fill } from './fill.ts';

export const honeycomb: readonly SecretRule[] = provider(
  {
    name: 'Honeycomb',
    revoke: 'https://ui.honeycomb.io/account',
    source: 'https://docs.honeycomb.io/configure/environments/manage-api-keys/',
    gains: 'read or forge the telemetry of the environment',
  },
  token('honeycomb-ingest-key', 'Honeycomb ingest key', /hca[a-z]k_[a-z0-9]{58}/, {
    keywords: ['hcaik_', 'hcalk_', 'hcamk_'],
    severity: 'medium',
    hit: [`hcaik_${fill(58, 'lower')}`],
  }),
  near('honeycomb-api-key', 'Honeycomb API key', /[A-Za-z0-9]{22}|[0-9a-f]{32}/, {
    names: ['honeycomb'],
    minEntropy: 3.5,
    severity: 'medium',
    hit: [fill(22)],
  }),
);
