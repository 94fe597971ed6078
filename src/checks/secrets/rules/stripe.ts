import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const stripe: readonly SecretRule[] = provider(
  {
    name: 'Stripe',
    revoke: 'https://dashboard.stripe.com/apikeys',
    source: 'https://docs.stripe.com/keys',
    gains: 'read customers and payments, and move money',
  },
  token('stripe-secret-key', 'Stripe live secret key', /sk_live_[A-Za-z0-9]{24,240}/, {
    severity: 'critical',
    hit: [`sk_live_${fill(24)}`, `sk_live_${fill(99)}`],
  }),
  token('stripe-restricted-key', 'Stripe live restricted key', /rk_live_[A-Za-z0-9]{24,240}/, {
    hit: [`rk_live_${fill(24)}`],
  }),
  token('stripe-test-key', 'Stripe test key', /[sr]k_test_[A-Za-z0-9]{24,240}/, {
    keywords: ['sk_test_', 'rk_test_'],
    severity: 'low',
    gains: 'read and change the test data of the account',
    hit: [`sk_test_${fill(24)}`, `rk_test_${fill(24)}`],
  }),
  token('stripe-webhook-secret', 'Stripe webhook signing secret', /whsec_[A-Za-z0-9+/=]{32,64}/, {
    severity: 'medium',
    gains: 'send forged payment events that the service believes',
    source: 'https://docs.stripe.com/webhooks#verify-official-libraries',
    hit: [`whsec_${fill(32)}`],
  }),
);
