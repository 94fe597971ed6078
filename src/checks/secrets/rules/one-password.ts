import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const onePassword: readonly SecretRule[] = provider(
  {
    name: '1Password',
    revoke: 'https://my.1password.com/',
    source: 'https://developer.1password.com/docs/service-accounts/security/',
    gains: 'read the vaults that the account was given',
  },
  token(
    'one-password-service-token',
    '1Password service account token',
    /ops_eyJ[A-Za-z0-9+/]{200,1000}={0,2}/,
    { severity: 'critical', hit: [`ops_eyJ${fill(300)}`] },
  ),
  token(
    'one-password-secret-key',
    '1Password secret key',
    /A3-[A-Z0-9]{6}-[A-Z0-9]{6}-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}/,
    {
      hit: [
        `A3-${fill(6, 'upper')}-${fill(6, 'upper', 2)}-${fill(5, 'upper', 3)}-${fill(5, 'upper', 4)}-${fill(5, 'upper', 5)}-${fill(5, 'upper', 6)}`,
      ],
    },
  ),
);
