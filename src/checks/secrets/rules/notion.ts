import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const notion: readonly SecretRule[] = provider(
  {
    name: 'Notion',
    revoke: 'https://www.notion.so/profile/integrations',
    source: 'https://developers.notion.com/docs/authorization',
    gains: 'read and change the pages that the integration was given',
  },
  token('notion-token', 'Notion integration token', /ntn_[0-9]{11}[A-Za-z0-9]{35}/, {
    hit: [`ntn_${fill(11, 'digits')}${fill(35)}`],
  }),
  token('notion-legacy-token', 'Notion legacy integration token', /secret_[A-Za-z0-9]{43}/, {
    minEntropy: 4.2,
    hit: [`secret_${fill(43)}`],
  }),
);
