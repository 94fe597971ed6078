import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const tailscale: readonly SecretRule[] = provider(
  {
    name: 'Tailscale',
    revoke: 'https://login.tailscale.com/admin/settings/keys',
    source: 'https://tailscale.com/kb/1252/key-secret-management',
    gains: 'join machines to the private network or change it',
  },
  token(
    'tailscale-key',
    'Tailscale key',
    /tskey-(?:auth|api|client|scim|webhook)-[A-Za-z0-9]{8,20}-[A-Za-z0-9]{20,40}/,
    { keywords: ['tskey-'], severity: 'critical', hit: [`tskey-auth-${fill(17)}-${fill(32)}`] },
  ),
);
