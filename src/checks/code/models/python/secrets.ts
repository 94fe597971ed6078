import { members, source } from '../entries.ts';
import type { ModelPack } from '../model.ts';

/** Members that hold secrets by their names. */
export const secrets: ModelPack = {
  id: 'python-secrets',
  languages: ['python'],
  about: 'names that people give to passwords, tokens and numbers of cards',
  paths: {
    ...members(
      '*',
      'password passwd passphrase password_hash hashed_password password_digest',
      source('named-secret', 'password'),
    ),
    ...members('*', 'access_token refresh_token api_key api_secret client_secret private_key', {
      ...source('named-secret', 'token or key'),
    }),
    ...members('*', 'credit_card card_number cvv ssn', source('named-secret', 'personal data')),
  },
};
