import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const paypal: readonly SecretRule[] = provider(
  {
    name: 'PayPal',
    revoke: 'https://developer.paypal.com/dashboard/applications/',
    source: 'https://developer.paypal.com/api/rest/authentication/',
    gains: 'move money in the name of the account',
  },
  near('paypal-client-secret', 'PayPal client secret', /E[A-Za-z0-9_-]{79}/, {
    names: ['paypal'],
    suffix: '_CLIENT_SECRET',
    severity: 'critical',
    minEntropy: 4.5,
    hit: [`E${fill(79)}`],
  }),
);
