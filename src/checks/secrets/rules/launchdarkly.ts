import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const launchdarkly: readonly SecretRule[] = provider(
  {
    name: 'LaunchDarkly',
    revoke: 'https://app.launchdarkly.com/settings/authorization',
    source: 'https://launchdarkly.com/docs/home/account/api',
    gains: 'read or change feature flags',
  },
  token(
    'launchdarkly-sdk-key',
    'LaunchDarkly SDK key',
    /sdk-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
    {
      severity: 'medium',
      hit: [
        `sdk-${fill(8, 'hex', 1)}-${fill(4, 'hex', 2)}-4${fill(3, 'hex', 3)}-a${fill(3, 'hex', 4)}-${fill(12, 'hex', 5)}`,
      ],
    },
  ),
  token(
    'launchdarkly-api-token',
    'LaunchDarkly API access token',
    /api-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
    {
      hit: [
        `api-${fill(8, 'hex', 1)}-${fill(4, 'hex', 2)}-4${fill(3, 'hex', 3)}-a${fill(3, 'hex', 4)}-${fill(12, 'hex', 5)}`,
      ],
    },
  ),
);
