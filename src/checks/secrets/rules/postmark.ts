import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const postmark: readonly SecretRule[] = provider(
  {
    name: 'Postmark',
    revoke: 'https://account.postmarkapp.com/servers',
    source: 'https://postmarkapp.com/developer/api/overview#authentication',
    gains: 'send mail in the name of the domain and read its recipients',
  },
  near(
    'postmark-token',
    'Postmark server token',
    /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
    {
      names: ['postmark'],
      suffix: '_SERVER_TOKEN',
      hit: [
        `${fill(8, 'hex', 1)}-${fill(4, 'hex', 2)}-4${fill(3, 'hex', 3)}-a${fill(3, 'hex', 4)}-${fill(12, 'hex', 5)}`,
      ],
    },
  ),
);
