import { members, misuse } from '../entries.ts';
import type { ModelPack } from '../model.ts';

/** Signed tokens. */
export const tokens: ModelPack = {
  id: 'java-tokens',
  languages: ['java'],
  about: 'JJWT, java-jwt, Nimbus: https://github.com/jwtk/jjwt, https://github.com/auth0/java-jwt',
  paths: {
    'io.jsonwebtoken.Jwts.parser()': { type: 'io.jsonwebtoken.JwtParser', flows: [] },
    'io.jsonwebtoken.Jwts.parserBuilder()': { type: 'io.jsonwebtoken.JwtParser', flows: [] },
    ...members(
      'io.jsonwebtoken.JwtParser',
      'setSigningKey() verifyWith() requireIssuer() requireAudience() build()',
      {
        type: 'this',
        flows: [],
        misuses: [
          {
            rule: 'jwt-weak-secret',
            shows: 'the secret is in the program',
            when: [{ at: '0', matches: '.' }],
          },
        ],
      },
    ),
    'io.jsonwebtoken.JwtParser.parse()': {
      ...misuse('jwt-not-verified', 'accepts a token without a signature'),
      flows: [['0', 'result']],
    },
    ...members(
      'io.jsonwebtoken.JwtParser',
      'parseClaimsJwt() parseUnsecuredClaims()',
      misuse('jwt-not-verified', 'reads a token without a signature'),
    ),
    'io.jsonwebtoken.JwtBuilder.signWith()': {
      type: 'this',
      flows: [],
      misuses: [
        {
          rule: 'jwt-weak-secret',
          shows: 'the secret is in the program',
          when: [{ at: '1', matches: '.' }],
        },
      ],
    },
    'io.jsonwebtoken.Jwts.builder()': { type: 'io.jsonwebtoken.JwtBuilder', flows: [] },
    ...members(
      'io.jsonwebtoken.JwtBuilder',
      'setSubject() claim() setClaims() setExpiration() setIssuedAt() setHeaderParam() setIssuer() subject() expiration()',
      { type: 'this', flows: [] },
    ),
    'com.auth0.jwt.JWT.decode()': {
      ...misuse('jwt-not-verified', 'the signature is not looked at'),
      misuses: [
        {
          rule: 'jwt-not-verified',
          shows: 'the signature is not looked at',
          when: [],
          confidence: 'low',
        },
      ],
      flows: [['0', 'result']],
    },
    'com.auth0.jwt.algorithms.Algorithm.none()': misuse(
      'jwt-none-algorithm',
      'a token without a signature',
    ),
    ...members(
      'com.auth0.jwt.algorithms.Algorithm',
      'HMAC256() HMAC384() HMAC512()',
      misuse('jwt-weak-secret', 'the secret is in the program', { at: '0', matches: '.' }),
    ),
    'com.nimbusds.jwt.PlainJWT()': misuse('jwt-none-algorithm', 'a token without a signature'),
  },
};
