import type { SecretRule } from '../rule.ts';
import { near, provider, token } from './build.ts';
import { fill } from './fill.ts';

export const asana: readonly SecretRule[] = provider(
  {
    name: 'Asana',
    revoke: 'https://app.asana.com/0/my-apps',
    source: 'https://developers.asana.com/docs/personal-access-token',
    gains: 'read and change the tasks of the user',
  },
  token(
    'asana-token',
    'Asana personal access token',
    /2\/[0-9]{15,17}\/[0-9]{15,17}:[0-9a-f]{32}/,
    {
      keywords: ['2/'],
      hit: [`2/${fill(16, 'digits')}/${fill(16, 'digits', 2)}:${fill(32, 'hex')}`],
    },
  ),
  near('asana-legacy-token', 'Asana legacy access token', /[01]\/[0-9]{13,17}:[0-9a-f]{32}/, {
    names: ['asana'],
    suffix: '_TOKEN',
    hit: [`1/${fill(16, 'digits')}:${fill(32, 'hex')}`],
  }),
);
