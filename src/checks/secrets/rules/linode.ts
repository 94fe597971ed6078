import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const linode: readonly SecretRule[] = provider(
  {
    name: 'Linode',
    revoke: 'https://cloud.linode.com/profile/tokens',
    source: 'https://techdocs.akamai.com/linode-api/reference/get-started',
    gains: 'create, read and destroy the resources of the account',
  },
  near('linode-token', 'Linode access token', /[0-9a-f]{64}/, {
    names: ['linode'],
    suffix: '_TOKEN',
    hit: [fill(64, 'hex')],
  }),
);
