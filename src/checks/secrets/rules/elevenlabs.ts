import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const elevenlabs: readonly SecretRule[] = provider(
  {
    name: 'ElevenLabs',
    revoke: 'https://elevenlabs.io/app/settings/api-keys',
    source: 'https://elevenlabs.io/docs/api-reference/authentication',
    gains: 'call the models of the account at its cost and read what the account may read',
  },
  token('elevenlabs-api-key', 'ElevenLabs API key', /sk_[0-9a-f]{48}/, {
    hit: [`sk_${fill(48, 'hex')}`],
  }),
);
