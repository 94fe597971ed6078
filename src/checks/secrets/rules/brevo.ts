import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const brevo: readonly SecretRule[] = provider(
  {
    name: 'Brevo',
    revoke: 'https://app.brevo.com/settings/keys/api',
    source: 'https://developers.brevo.com/docs/getting-started',
    gains: 'send mail in the name of the domain and read its recipients',
  },
  token('brevo-api-key', 'Brevo API key', /xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}/, {
    hit: [`xkeysib-${fill(64, 'hex')}-${fill(16)}`],
  }),
  token('brevo-smtp-key', 'Brevo SMTP key', /xsmtpsib-[0-9a-f]{64}-[A-Za-z0-9]{16}/, {
    hit: [`xsmtpsib-${fill(64, 'hex')}-${fill(16)}`],
  }),
);
