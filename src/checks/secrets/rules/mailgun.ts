import type { SecretRule } from '../rule.ts';
import { near, provider, token } from './build.ts';
import { fill } from './fill.ts';

export const mailgun: readonly SecretRule[] = provider(
  {
    name: 'Mailgun',
    revoke: 'https://app.mailgun.com/settings/api_security',
    source: 'https://help.mailgun.com/hc/en-us/articles/203380100',
    gains: 'send mail in the name of the domain and read its recipients',
  },
  token('mailgun-legacy-key', 'Mailgun private key', /key-[0-9a-f]{32}/, {
    hit: [`key-${fill(32, 'hex')}`],
  }),
  near('mailgun-api-key', 'Mailgun API key', /[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}/, {
    names: ['mailgun'],
    hit: [`${fill(32, 'hex')}-${fill(8, 'hex', 2)}-${fill(8, 'hex', 3)}`],
  }),
);
