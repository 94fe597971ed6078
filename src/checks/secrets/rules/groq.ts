import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const groq: readonly SecretRule[] = provider(
  {
    name: 'Groq',
    revoke: 'https://console.groq.com/keys',
    source: 'https://console.groq.com/docs/quickstart',
    gains: 'call the models of the account at its cost and read what the account may read',
  },
  token('groq-api-key', 'Groq API key', /gsk_[A-Za-z0-9]{52}/, { hit: [`gsk_${fill(52)}`] }),
);
