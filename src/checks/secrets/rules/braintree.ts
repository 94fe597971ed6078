import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const braintree: readonly SecretRule[] = provider(
  {
    name: 'Braintree',
    revoke: 'https://www.braintreegateway.com/',
    source:
      'https://developer.paypal.com/braintree/articles/control-panel/important-gateway-credentials',
    gains: 'read payments and move money',
  },
  token(
    'braintree-access-token',
    'Braintree access token',
    /access_token\$production\$[0-9a-z]{16}\$[0-9a-f]{32}/,
    {
      keywords: ['access_token$'],
      severity: 'critical',
      hit: [`access_token$production$${fill(16, 'lower')}$${fill(32, 'hex')}`],
    },
  ),
);
