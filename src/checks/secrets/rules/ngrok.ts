import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const ngrok: readonly SecretRule[] = provider(
  {
    name: 'ngrok',
    revoke: 'https://dashboard.ngrok.com/authtokens',
    source: 'https://ngrok.com/docs/agent/#authtokens',
    gains: 'open tunnels in the name of the account',
  },
  // A KSUID (27 characters, the first of them a small number of seconds), then 21 more.
  near('ngrok-token', 'ngrok authtoken or API key', /[0-3][A-Za-z0-9]{26}_[0-9][A-Za-z0-9]{20}/, {
    names: ['ngrok', 'authtoken'],
    suffix: '_AUTHTOKEN',
    confidence: 'high',
    minEntropy: 4,
    hit: [`2${fill(26)}_5${fill(20, 'base62', 2)}`],
  }),
);
