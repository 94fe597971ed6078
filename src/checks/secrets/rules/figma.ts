import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const figma: readonly SecretRule[] = provider(
  {
    name: 'Figma',
    revoke: 'https://www.figma.com/settings',
    source: 'https://www.figma.com/developers/api#access-tokens',
    gains: 'read the designs of the user',
  },
  token('figma-token', 'Figma personal access token', /fig[dour]h?_[\w-]{40}/, {
    keywords: ['figd_', 'figo_', 'figu_', 'figr_', 'figdh_', 'figoh_', 'figuh_', 'figrh_'],
    hit: [`figd_${fill(40)}`],
  }),
);
