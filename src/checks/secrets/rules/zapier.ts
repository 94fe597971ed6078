import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const zapier: readonly SecretRule[] = provider(
  {
    name: 'Zapier',
    revoke: 'https://zapier.com/app/zaps',
    source: 'https://help.zapier.com/hc/en-us/articles/8496288690317',
    gains: 'start the workflow with data of their choice',
  },
  token(
    'zapier-webhook',
    'Zapier webhook',
    /hooks\.zapier\.com\/hooks\/catch\/[0-9]{4,12}\/[A-Za-z0-9]{5,12}/,
    {
      keywords: ['hooks.zapier.com'],
      severity: 'low',
      hit: [`hooks.zapier.com/hooks/catch/${fill(7, 'digits')}/${fill(7, 'lower')}`],
    },
  ),
);
