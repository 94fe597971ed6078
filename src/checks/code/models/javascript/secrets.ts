import { members, owners, source } from '../entries.ts';
import type { ModelPack } from '../model.ts';

/** Members that hold secrets by their names, and answers that must not hold them. */
export const secrets: ModelPack = {
  id: 'secrets',
  languages: ['javascript'],
  about: 'names that people give to passwords, tokens and numbers of cards',
  paths: {
    ...members(
      '*',
      'password passwd passphrase newPassword oldPassword passwordHash',
      source('secret', 'password'),
    ),
    ...members('', 'password passwd passphrase', source('secret', 'password')),
    ...owners(['', '*'], 'getPassword() getPassphrase() readPassword() promptPassword()', {
      flows: [],
      ...source('secret', 'password'),
    }),
    ...members(
      '*',
      'accessToken refreshToken apiKey apiSecret clientSecret privateKey secretKey',
      source('secret', 'token or key'),
    ),
    ...members(
      '*',
      'creditCard creditCardNumber cardNumber cvv socialSecurityNumber',
      source('secret', 'personal data'),
    ),
  },
};
