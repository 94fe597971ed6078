import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const langchain: readonly SecretRule[] = provider(
  {
    name: 'LangSmith',
    revoke: 'https://smith.langchain.com/settings',
    source: 'https://docs.smith.langchain.com/administration/concepts',
    gains: 'call the models of the account at its cost and read what the account may read',
  },
  token('langsmith-api-key', 'LangSmith API key', /lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}/, {
    keywords: ['lsv2_'],
    hit: [
      `lsv2_pt_${fill(32, 'hex')}_${fill(10, 'hex')}`,
      `lsv2_sk_${fill(32, 'hex')}_${fill(10, 'hex')}`,
    ],
  }),
);
