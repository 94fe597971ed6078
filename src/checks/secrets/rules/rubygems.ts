import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const rubygems: readonly SecretRule[] = provider(
  {
    name: 'RubyGems',
    revoke: 'https://rubygems.org/profile/api_keys',
    source: 'https://guides.rubygems.org/api-key-scopes/',
    gains: 'publish packages in the name of their owner, and so run code on all who install them',
  },
  token('rubygems-key', 'RubyGems API key', /rubygems_[0-9a-f]{48}/, {
    severity: 'critical',
    hit: [`rubygems_${fill(48, 'hex')}`],
  }),
);
