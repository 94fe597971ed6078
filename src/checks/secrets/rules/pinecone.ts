import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const pinecone: readonly SecretRule[] = provider(
  {
    name: 'Pinecone',
    revoke: 'https://app.pinecone.io/',
    source: 'https://docs.pinecone.io/guides/projects/manage-api-keys',
    gains: 'call the models of the account at its cost and read what the account may read',
  },
  token('pinecone-api-key', 'Pinecone API key', /pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{60,64}/, {
    hit: [`pcsk_${fill(6)}_${fill(63)}`],
  }),
);
