import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const sendgrid: readonly SecretRule[] = provider(
  {
    name: 'SendGrid',
    revoke: 'https://app.sendgrid.com/settings/api_keys',
    source: 'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys',
    gains: 'send mail in the name of the domain and read its recipients',
  },
  token('sendgrid-api-key', 'SendGrid API key', /SG\.[\w-]{22}\.[\w-]{43}/, {
    keywords: ['sg.'],
    hit: [`SG.${fill(22)}.${fill(43)}`],
  }),
);
