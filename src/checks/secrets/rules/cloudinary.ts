import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const cloudinary: readonly SecretRule[] = provider(
  {
    name: 'Cloudinary',
    revoke: 'https://console.cloudinary.com/settings/api-keys',
    source: 'https://cloudinary.com/documentation/how_to_integrate_cloudinary',
    gains: 'read, change and delete the media of the account',
  },
  token(
    'cloudinary-url',
    'Cloudinary URL with API secret',
    /cloudinary:\/\/[0-9]{12,18}:[\w-]{27}@[\w-]{1,64}/,
    {
      keywords: ['cloudinary://'],
      hit: [`cloudinary://${fill(15, 'digits')}:${fill(27)}@demo-shop`],
    },
  ),
);
