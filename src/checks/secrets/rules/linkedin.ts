import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const linkedin: readonly SecretRule[] = provider(
  {
    name: 'LinkedIn',
    revoke: 'https://www.linkedin.com/developers/apps',
    source: 'https://learn.microsoft.com/linkedin/shared/authentication/client-credentials-flow',
    gains: 'act as the application',
  },
  near(
    'linkedin-client-secret',
    'LinkedIn client secret',
    /[A-Za-z0-9]{16}|WPL_AP1\.[A-Za-z0-9]{16}\.[A-Za-z0-9]{6}==/,
    { names: ['linkedin'], suffix: '_CLIENT_SECRET', minEntropy: 3.4, hit: [fill(16)] },
  ),
);
