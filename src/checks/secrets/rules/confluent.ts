import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const confluent: readonly SecretRule[] = provider(
  {
    name: 'Confluent Cloud',
    revoke: 'https://confluent.cloud/settings/api-keys',
    source:
      'https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html',
    gains: 'read and write the topics of the cluster',
  },
  near('confluent-api-secret', 'Confluent Cloud API secret', /[A-Za-z0-9+/]{64}/, {
    names: ['confluent', 'ccloud'],
    suffix: '_API_SECRET',
    minEntropy: 4.5,
    hit: [fill(64, 'base64')],
  }),
);
