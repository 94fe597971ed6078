import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const deepseek: readonly SecretRule[] = provider(
  {
    name: 'DeepSeek',
    revoke: 'https://platform.deepseek.com/api_keys',
    source: 'https://api-docs.deepseek.com/',
    gains: 'call the models of the account at its cost and read what the account may read',
  },
  near('deepseek-api-key', 'DeepSeek API key', /sk-[0-9a-f]{32}/, {
    names: ['deepseek'],
    hit: [`sk-${fill(32, 'hex')}`],
  }),
);
