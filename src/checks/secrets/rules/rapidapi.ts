import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const rapidapi: readonly SecretRule[] = provider(
  {
    name: 'RapidAPI',
    revoke: 'https://rapidapi.com/developer/apps',
    source: 'https://docs.rapidapi.com/docs/keys',
    gains: 'call the subscribed APIs at the cost of the account',
  },
  near(
    'rapidapi-key',
    'RapidAPI key',
    /[A-Za-z0-9]{10,20}msh[A-Za-z0-9]{12,20}jsn[A-Za-z0-9]{8,16}/,
    {
      names: ['rapidapi', 'rapid_api', 'x-rapidapi-key'],
      suffix: '_KEY',
      hit: [`${fill(10, 'hex')}msh${fill(15, 'hex')}jsn${fill(12, 'hex')}`],
    },
  ),
);
