import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const okta: readonly SecretRule[] = provider(
  {
    name: 'Okta',
    revoke: 'https://help.okta.com/en-us/content/topics/security/api.htm',
    source: 'https://developer.okta.com/docs/guides/create-an-api-token/main/',
    gains: 'manage the users and sign-in of the organization',
  },
  near('okta-api-token', 'Okta API token', /00[\w-]{40}/, {
    names: ['okta', 'ssws'],
    suffix: '_API_TOKEN',
    severity: 'critical',
    minEntropy: 4,
    hit: [`00${fill(40)}`],
  }),
);
