import { flows, members, owners } from '../entries.ts';
import type { Condition, Model, ModelPack } from '../model.ts';
import { sinks, wrong } from './terms.ts';

const WEAK: readonly Condition[] = [{ at: '1', matches: '^.' }];
const UNVERIFIED = wrong(
  'jwt-not-verified',
  'the signature is not checked',
  [{ at: '0', given: true }],
  'medium',
);
const SECRET_SINK = sinks('predictable-secret', '1');

/** Tokens: signed, and only worth what the check of the signature is worth. */
export const tokens: ModelPack = {
  id: 'tokens',
  languages: ['javascript'],
  about: 'jsonwebtoken, jose, jwt-simple, express-jwt, koa-jwt, passport-jwt; RFC 8725',
  paths: {
    'jsonwebtoken.sign()': {
      flows: [],
      sinks: SECRET_SINK,
      misuses: [
        wrong('jwt-weak-secret', 'the secret stands in the code', WEAK, 'medium'),
        wrong('jwt-none-algorithm', 'the token is not signed', [{ at: '2.algorithm', is: 'none' }]),
        wrong(
          'jwt-no-expiry-check',
          'the token never expires',
          [
            { at: '2', absent: true },
            { at: '0.exp', absent: true },
          ],
          'low',
        ),
      ],
      callbacks: [{ at: '2+', params: [] }],
    },
    'jsonwebtoken.verify()': {
      flows: [['0', 'result']],
      cleans: [
        'sql',
        'nosql',
        'html',
        'path',
        'command',
        'redirect',
        'log',
        'header',
        'session',
        'assignment',
      ],
      sinks: SECRET_SINK,
      misuses: [
        wrong('jwt-weak-secret', 'the secret stands in the code', WEAK, 'medium'),
        wrong('jwt-none-algorithm', 'tokens without a signature are accepted', [
          { at: '2.algorithms.*', is: 'none' },
        ]),
        wrong('jwt-not-verified', 'there is no key to check with', [
          { at: '1', is: ['', null, false] },
        ]),
        wrong('jwt-no-expiry-check', 'expired tokens are accepted', [
          { at: '2.ignoreExpiration', is: true },
        ]),
        wrong('jwt-algorithm-confusion', 'a public key is accepted as a shared secret', [
          { at: '1', matches: 'BEGIN (?:RSA )?PUBLIC KEY' },
          { at: '2.algorithms', absent: true },
        ]),
      ],
      callbacks: [{ at: '2+', params: [] }],
    },
    'jsonwebtoken.decode()': { flows: [['0', 'result']], misuses: [UNVERIFIED] },
    'jwt-decode()': flows('0>result'),
    'jwt-simple.decode()': {
      flows: [['0', 'result']],
      misuses: [
        wrong('jwt-not-verified', 'the signature is not checked', [{ at: '2', is: true }]),
        wrong('jwt-weak-secret', 'the secret stands in the code', WEAK, 'medium'),
        wrong('jwt-none-algorithm', 'tokens without a signature are accepted', [
          { at: '3', is: 'none' },
        ]),
      ],
    },
    'jwt-simple.encode()': {
      flows: [],
      sinks: SECRET_SINK,
      misuses: [wrong('jwt-weak-secret', 'the secret stands in the code', WEAK, 'medium')],
    },
    ...owners(['jose', 'jose.JWT'], 'decodeJwt() decode()', {
      flows: [['0', 'result']],
      misuses: [UNVERIFIED],
    }),
    'jose.UnsecuredJWT.decode()': {
      flows: [['0', 'result']],
      misuses: [
        wrong('jwt-none-algorithm', 'tokens without a signature are accepted', [
          { at: '0', given: true },
        ]),
      ],
    },
    ...members('jose', 'jwtVerify()', { flows: [] }),
    ...members('', 'express-jwt() koa-jwt()', {
      flows: [],
      misuses: [
        wrong(
          'jwt-weak-secret',
          'the secret stands in the code',
          [{ at: '0.secret', matches: '^.' }],
          'medium',
        ),
        wrong('jwt-none-algorithm', 'tokens without a signature are accepted', [
          { at: '0.algorithms.*', is: 'none' },
        ]),
        wrong(
          'jwt-algorithm-confusion',
          'any algorithm is accepted',
          [
            { at: '0.secret', given: true },
            { at: '0.algorithms', absent: true },
          ],
          'medium',
        ),
      ],
    }),
    'express-jwt.expressjwt()': {
      flows: [],
      misuses: [
        wrong(
          'jwt-weak-secret',
          'the secret stands in the code',
          [{ at: '0.secret', matches: '^.' }],
          'medium',
        ),
      ],
    },
    'passport-jwt.Strategy()': {
      flows: [],
      misuses: [
        wrong(
          'jwt-weak-secret',
          'the secret stands in the code',
          [{ at: '0.secretOrKey', matches: '^.' }],
          'medium',
        ),
        wrong('jwt-no-expiry-check', 'expired tokens are accepted', [
          { at: '0.ignoreExpiration', is: true },
        ]),
      ],
    },
    ...members('@nestjs/jwt.JwtModule', 'register()', {
      flows: [],
      misuses: [
        wrong(
          'jwt-weak-secret',
          'the secret stands in the code',
          [{ at: '0.secret', matches: '^.' }],
          'medium',
        ),
      ],
    }),
    '@nestjs/jwt.JwtService.decode()': { flows: [['0', 'result']], misuses: [UNVERIFIED] },
  } satisfies Readonly<Record<string, Model>>,
};
