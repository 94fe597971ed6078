import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const readme: readonly SecretRule[] = provider(
  {
    name: 'ReadMe',
    revoke: 'https://dash.readme.com/',
    source: 'https://docs.readme.com/main/reference/authentication',
    gains: 'change the published documentation',
  },
  token('readme-api-key', 'ReadMe API key', /rdme_[a-z0-9]{70}/, {
    severity: 'medium',
    hit: [`rdme_${fill(70, 'lower')}`],
  }),
);
