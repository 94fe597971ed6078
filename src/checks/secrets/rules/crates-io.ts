import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const cratesIo: readonly SecretRule[] = provider(
  {
    name: 'crates.io',
    revoke: 'https://crates.io/settings/tokens',
    source: 'https://doc.rust-lang.org/cargo/reference/publishing.html',
    gains: 'publish packages in the name of their owner, and so run code on all who install them',
  },
  token('crates-io-token', 'crates.io API token', /cio[A-Za-z0-9]{32}/, {
    minEntropy: 3.7,
    severity: 'critical',
    hit: [`cio${fill(32)}`],
  }),
);
