import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const xai: readonly SecretRule[] = provider(
  {
    name: 'xAI',
    revoke: 'https://console.x.ai/',
    source: 'https://docs.x.ai/docs/tutorial',
    gains: 'call the models of the account at its cost and read what the account may read',
  },
  token('xai-api-key', 'xAI API key', /xai-[A-Za-z0-9]{80}/, { hit: [`xai-${fill(80)}`] }),
);
