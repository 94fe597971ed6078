import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const ibm: readonly SecretRule[] = provider(
  {
    name: 'IBM Cloud',
    revoke: 'https://cloud.ibm.com/iam/apikeys',
    source: 'https://cloud.ibm.com/docs/account?topic=account-userapikey',
    gains: 'use the account as the identity of the key',
  },
  near('ibm-api-key', 'IBM Cloud API key', /[\w-]{44}/, {
    names: ['ibm', 'bluemix', 'watson'],
    minEntropy: 4,
    hit: [fill(44)],
  }),
);
