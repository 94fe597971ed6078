import type { SecretRule } from '../rule.ts';
import { near, provider, token } from './build.ts';
import { fill } from './fill.ts';

export const airtable: readonly SecretRule[] = provider(
  {
    name: 'Airtable',
    revoke: 'https://airtable.com/create/tokens',
    source: 'https://airtable.com/developers/web/api/authentication',
    gains: 'read and change the bases that the token was given',
  },
  token('airtable-token', 'Airtable personal access token', /pat[A-Za-z0-9]{14}\.[0-9a-f]{64}/, {
    hit: [`pat${fill(14)}.${fill(64, 'hex')}`],
  }),
  near('airtable-legacy-key', 'Airtable legacy API key', /key[A-Za-z0-9]{14}/, {
    names: ['airtable'],
    minEntropy: 3.5,
    hit: [`key${fill(14)}`],
  }),
);
