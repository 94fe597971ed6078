import type { SecretRule } from '../rule.ts';
import { near, provider, token } from './build.ts';
import { fill } from './fill.ts';

export const twilio: readonly SecretRule[] = provider(
  {
    name: 'Twilio',
    revoke: 'https://console.twilio.com/',
    source: 'https://www.twilio.com/docs/iam/api-keys',
    gains: 'send messages and calls at the cost of the account and read their logs',
  },
  token('twilio-api-key', 'Twilio API key', /SK[0-9a-f]{32}/, {
    severity: 'medium',
    hit: [`SK${fill(32, 'hex')}`],
  }),
  near('twilio-auth-token', 'Twilio auth token', /[0-9a-f]{32}/, {
    names: ['twilio'],
    suffix: '_AUTH_TOKEN',
    severity: 'critical',
    hit: [fill(32, 'hex')],
  }),
);
