import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const huggingFace: readonly SecretRule[] = provider(
  {
    name: 'Hugging Face',
    revoke: 'https://huggingface.co/settings/tokens',
    source: 'https://huggingface.co/docs/hub/security-tokens',
    gains: 'call the models of the account at its cost and read what the account may read',
  },
  token('hugging-face-token', 'Hugging Face access token', /hf_[A-Za-z0-9]{34,37}/, {
    hit: [`hf_${fill(34)}`],
  }),
  token(
    'hugging-face-organization-token',
    'Hugging Face organization token',
    /api_org_[A-Za-z0-9]{34}/,
    { hit: [`api_org_${fill(34)}`] },
  ),
);
