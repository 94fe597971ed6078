import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const mongodbAtlas: readonly SecretRule[] = provider(
  {
    name: 'MongoDB Atlas',
    revoke: 'https://cloud.mongodb.com/',
    source: 'https://www.mongodb.com/docs/atlas/configure-api-access/',
    gains: 'control the clusters and read their data',
  },
  token('mongodb-atlas-secret', 'MongoDB Atlas service account secret', /mdb_sa_sk_[\w-]{40}/, {
    severity: 'critical',
    hit: [`mdb_sa_sk_${fill(40)}`],
  }),
);
