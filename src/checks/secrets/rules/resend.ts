import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const resend: readonly SecretRule[] = provider(
  {
    name: 'Resend',
    revoke: 'https://resend.com/api-keys',
    source: 'https://resend.com/docs/dashboard/api-keys/introduction',
    gains: 'send mail in the name of the domain and read its recipients',
  },
  token('resend-api-key', 'Resend API key', /re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}/, {
    hit: [`re_${fill(8)}_${fill(24, 'base62', 2)}`],
  }),
);
