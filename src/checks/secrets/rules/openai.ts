import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const openai: readonly SecretRule[] = provider(
  {
    name: 'OpenAI',
    revoke: 'https://platform.openai.com/api-keys',
    source: 'https://platform.openai.com/docs/api-reference/authentication',
    gains: 'call the models of the account at its cost and read what the account may read',
  },
  token(
    'openai-api-key',
    'OpenAI API key',
    /sk-(?:(?:proj|svcacct|admin|None)-[\w-]{20,180}|[A-Za-z0-9]{20})T3BlbkFJ[\w-]{20,180}/,
    {
      keywords: ['sk-'],
      severity: 'critical',
      hit: [
        `sk-${fill(20)}T3BlbkFJ${fill(20, 'base62', 2)}`,
        `sk-proj-${fill(74)}T3BlbkFJ${fill(74, 'base62', 2)}`,
      ],
    },
  ),
);
