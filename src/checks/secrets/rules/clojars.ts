import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const clojars: readonly SecretRule[] = provider(
  {
    name: 'Clojars',
    revoke: 'https://clojars.org/tokens',
    source: 'https://github.com/clojars/clojars-web/wiki/Deploy-Tokens',
    gains: 'publish packages in the name of their owner, and so run code on all who install them',
  },
  token('clojars-token', 'Clojars deploy token', /CLOJARS_[0-9a-f]{60}/, {
    hit: [`CLOJARS_${fill(60, 'hex')}`],
  }),
);
