import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const nuget: readonly SecretRule[] = provider(
  {
    name: 'NuGet',
    revoke: 'https://www.nuget.org/account/apikeys',
    source: 'https://learn.microsoft.com/nuget/nuget-org/scoped-api-keys',
    gains: 'publish packages in the name of their owner, and so run code on all who install them',
  },
  token('nuget-key', 'NuGet API key', /oy2[a-z0-9]{43}/, {
    minEntropy: 3.5,
    severity: 'critical',
    hit: [`oy2${fill(43, 'lower')}`],
  }),
);
