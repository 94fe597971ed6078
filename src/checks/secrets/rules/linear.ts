import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const linear: readonly SecretRule[] = provider(
  {
    name: 'Linear',
    revoke: 'https://linear.app/settings/account/security',
    source: 'https://linear.app/developers/graphql',
    gains: 'read and change the issues of the workspace',
  },
  token('linear-api-key', 'Linear API key', /lin_api_[A-Za-z0-9]{40}/, {
    hit: [`lin_api_${fill(40)}`],
  }),
  token('linear-oauth-token', 'Linear OAuth token', /lin_oauth_[0-9a-f]{64}/, {
    hit: [`lin_oauth_${fill(64, 'hex')}`],
  }),
);
