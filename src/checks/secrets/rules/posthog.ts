import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const posthog: readonly SecretRule[] = provider(
  {
    name: 'PostHog',
    revoke: 'https://us.posthog.com/settings/user-api-keys',
    source: 'https://posthog.com/docs/api',
    gains: 'read the events and people of the project',
  },
  token('posthog-personal-key', 'PostHog personal API key', /phx_[A-Za-z0-9_]{43,48}/, {
    hit: [`phx_${fill(43)}`],
  }),
);
