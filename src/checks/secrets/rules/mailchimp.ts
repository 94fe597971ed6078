import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const mailchimp: readonly SecretRule[] = provider(
  {
    name: 'Mailchimp',
    revoke: 'https://us1.admin.mailchimp.com/account/api/',
    source: 'https://mailchimp.com/developer/marketing/guides/quick-start/',
    gains: 'send mail in the name of the domain and read its recipients',
  },
  token('mailchimp-api-key', 'Mailchimp API key', /-us[0-9]{1,2}/, {
    keywords: ['-us'],
    pattern: /(?<=(?<![A-Za-z0-9])(?<head>[0-9a-f]{32}))(?<secret>-us[0-9]{1,2})(?![\w-])/,
    hit: [`${fill(32, 'hex')}-us12`],
  }),
  token('mandrill-api-key', 'Mandrill API key', /md-[\w-]{22}/, {
    minEntropy: 3.8,
    hit: [`md-${fill(22)}`],
  }),
);
