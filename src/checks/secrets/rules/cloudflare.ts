import type { SecretRule } from '../rule.ts';
import { near, provider, token } from './build.ts';
import { fill } from './fill.ts';

export const cloudflare: readonly SecretRule[] = provider(
  {
    name: 'Cloudflare',
    revoke: 'https://dash.cloudflare.com/profile/api-tokens',
    source: 'https://developers.cloudflare.com/fundamentals/api/get-started/keys/',
    gains: 'change the zones, DNS and workers that the key was given',
  },
  near('cloudflare-api-token', 'Cloudflare API token', /[\w-]{40}/, {
    names: ['cloudflare', 'cf_api', 'cf_token', 'cfapi'],
    suffix: '_API_TOKEN',
    minEntropy: 4.2,
    hit: [fill(40)],
  }),
  near('cloudflare-global-key', 'Cloudflare global API key', /[0-9a-f]{37}/, {
    names: ['cloudflare', 'cf_api', 'cf_key', 'x-auth-key'],
    severity: 'critical',
    hit: [fill(37, 'hex')],
  }),
  token(
    'cloudflare-origin-ca-key',
    'Cloudflare origin CA key',
    /v1\.0-[0-9a-f]{24}-[0-9a-f]{146}/,
    { keywords: ['v1.0-'], hit: [`v1.0-${fill(24, 'hex')}-${fill(146, 'hex')}`] },
  ),
);
