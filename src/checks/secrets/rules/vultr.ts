import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const vultr: readonly SecretRule[] = provider(
  {
    name: 'Vultr',
    revoke: 'https://my.vultr.com/settings/#settingsapi',
    source: 'https://docs.vultr.com/platform/other/api',
    gains: 'create, read and destroy the resources of the account',
  },
  near('vultr-api-key', 'Vultr API key', /[A-Z0-9]{36}/, {
    names: ['vultr'],
    minEntropy: 3.7,
    hit: [fill(36, 'upper')],
  }),
);
