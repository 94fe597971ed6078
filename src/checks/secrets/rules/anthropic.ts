import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const anthropic: readonly SecretRule[] = provider(
  {
    name: 'Anthropic',
    revoke: 'https://console.anthropic.com/settings/keys',
    source: 'https://docs.anthropic.com/en/api/overview',
    gains: 'call the models of the account at its cost and read what the account may read',
  },
  token('anthropic-api-key', 'Anthropic API key', /sk-ant-api03-[\w-]{93}AA/, {
    severity: 'critical',
    hit: [`sk-ant-api03-${fill(93)}AA`],
  }),
  token('anthropic-admin-key', 'Anthropic admin key', /sk-ant-admin01-[\w-]{93}AA/, {
    severity: 'critical',
    hit: [`sk-ant-admin01-${fill(93)}AA`],
  }),
  token('anthropic-oauth-token', 'Anthropic OAuth token', /sk-ant-o[ar]t01-[\w-]{80,110}/, {
    keywords: ['sk-ant-oat01-', 'sk-ant-ort01-'],
    hit: [`sk-ant-oat01-${fill(95)}`, `sk-ant-ort01-${fill(95)}`],
  }),
);
