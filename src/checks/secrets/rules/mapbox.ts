import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const mapbox: readonly SecretRule[] = provider(
  {
    name: 'Mapbox',
    revoke: 'https://console.mapbox.com/account/access-tokens/',
    source: 'https://docs.mapbox.com/help/dive-deeper/access-tokens/',
    gains: 'use and change the account within the scopes of the token',
  },
  token('mapbox-secret-token', 'Mapbox secret token', /sk\.eyJ[\w-]{50,200}\.[\w-]{22}/, {
    keywords: ['sk.eyj'],
    hit: [`sk.eyJ${fill(80)}.${fill(22)}`],
  }),
);
