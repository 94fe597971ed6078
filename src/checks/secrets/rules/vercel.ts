import type { SecretRule } from '../rule.ts';
import { near, provider, token } from './build.ts';
import { fill } from './fill.ts';

export const vercel: readonly SecretRule[] = provider(
  {
    name: 'Vercel',
    revoke: 'https://vercel.com/account/tokens',
    source: 'https://vercel.com/docs/rest-api',
    gains: 'deploy to and control the projects of the account',
  },
  near('vercel-token', 'Vercel access token', /[A-Za-z0-9]{24}/, {
    names: ['vercel', 'zeit_token'],
    suffix: '_TOKEN',
    minEntropy: 3.7,
    hit: [fill(24)],
  }),
  token(
    'vercel-blob-token',
    'Vercel Blob read-write token',
    /vercel_blob_rw_[A-Za-z0-9]{16}_[A-Za-z0-9]{30}/,
    {
      gains: 'read and change the stored files',
      hit: [`vercel_blob_rw_${fill(16)}_${fill(30, 'base62', 2)}`],
    },
  ),
);
