import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const flutterwave: readonly SecretRule[] = provider(
  {
    name: 'Flutterwave',
    revoke: 'https://app.flutterwave.com/dashboard/settings/apis',
    source: 'https://developer.flutterwave.com/docs/authentication',
    gains: 'read payments and move money',
  },
  token('flutterwave-secret-key', 'Flutterwave secret key', /FLWSECK-[0-9a-zA-Z]{32}-X/, {
    hit: [`FLWSECK-${fill(32, 'hex')}-X`],
  }),
);
