import type { SecretRule } from '../rule.ts';
import { near, provider, token } from './build.ts';
import { fill } from './fill.ts';

export const circleci: readonly SecretRule[] = provider(
  {
    name: 'CircleCI',
    revoke: 'https://app.circleci.com/settings/user/tokens',
    source: 'https://circleci.com/docs/managing-api-tokens/',
    gains: 'read and start builds, and so reach their secrets',
  },
  token('circleci-token', 'CircleCI API token', /CCIP(?:AT|RJ)_[A-Za-z0-9]{22}_[0-9a-f]{40}/, {
    keywords: ['ccipat_', 'cciprj_'],
    hit: [`CCIPAT_${fill(22)}_${fill(40, 'hex')}`, `CCIPRJ_${fill(22)}_${fill(40, 'hex')}`],
  }),
  near('circleci-legacy-token', 'CircleCI legacy API token', /[0-9a-f]{40}/, {
    names: ['circleci', 'circle_token', 'circle_api'],
    suffix: '_TOKEN',
    hit: [fill(40, 'hex')],
  }),
);
