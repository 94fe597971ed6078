import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const shippo: readonly SecretRule[] = provider(
  {
    name: 'Shippo',
    revoke: 'https://apps.goshippo.com/settings/api',
    source: 'https://docs.goshippo.com/docs/guides_general/authentication/',
    gains: 'buy shipments at the cost of the account',
  },
  token('shippo-token', 'Shippo API token', /shippo_(?:live|test)_[0-9a-f]{40}/, {
    keywords: ['shippo_'],
    hit: [`shippo_live_${fill(40, 'hex')}`],
  }),
);
