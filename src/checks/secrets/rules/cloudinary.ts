import type { SecretRule } from '../rule.ts';
import { provider, shaped } from './build.ts';
import { fill } from './fill.ts';

export const cloudinary: readonly SecretRule[] = provider(
  {
    name: 'Cloudinary',
    revoke: 'https://console.cloudinary.com/settings/api-keys',
    source: 'https://cloudinary.com/documentation/how_to_integrate_cloudinary',
    gains: 'read, change and delete the media of the account',
  },
  shaped(
    'cloudinary-url',
    'Cloudinary URL with API secret',
    /cloudinary:\/\/[0-9]{12,18}:(?<secret>[\w-]{27})@/,
    {
      keywords: ['cloudinary://'],
      rank: 'token',
      what: 'A `cloudinary://` URL with key and secret.',
      hit: [`cloudinary://${fill(15, 'digits')}:${fill(27)}@shop\n`],
      ok: ['cloudinary://<api_key>:<api_secret>@shop\n'],
    },
  ),
);
