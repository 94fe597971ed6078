import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const supabase: readonly SecretRule[] = provider(
  {
    name: 'Supabase',
    revoke: 'https://supabase.com/dashboard/account/tokens',
    source: 'https://supabase.com/docs/guides/api/api-keys',
    gains: 'read and change all data of the project, past its row rules',
  },
  token('supabase-token', 'Supabase access token', /sbp_(?:v0_)?[0-9a-f]{40}/, {
    keywords: ['sbp_'],
    hit: [`sbp_${fill(40, 'hex')}`],
  }),
  token('supabase-secret-key', 'Supabase secret key', /sb_secret_[\w-]{22}_[\w-]{8}/, {
    severity: 'critical',
    hit: [`sb_secret_${fill(22)}_${fill(8)}`],
  }),
);
