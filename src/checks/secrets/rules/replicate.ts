import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const replicate: readonly SecretRule[] = provider(
  {
    name: 'Replicate',
    revoke: 'https://replicate.com/account/api-tokens',
    source: 'https://replicate.com/docs/topics/security/api-tokens',
    gains: 'call the models of the account at its cost and read what the account may read',
  },
  token('replicate-token', 'Replicate API token', /r8_[A-Za-z0-9]{37}/, {
    hit: [`r8_${fill(37)}`],
  }),
);
