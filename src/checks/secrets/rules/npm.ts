import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { crcChecked, withCrc } from './checksum.ts';
import { fill } from './fill.ts';

export const npm: readonly SecretRule[] = provider(
  {
    name: 'npm',
    revoke: 'https://www.npmjs.com/settings/~/tokens',
    source: 'https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/',
    gains: 'publish packages in the name of their owner, and so run code on all who install them',
  },
  token('npm-token', 'npm access token', /npm_[A-Za-z0-9]{36}/, {
    severity: 'critical',
    validate: crcChecked,
    hit: [withCrc('npm_', fill(30))],
  }),
);
