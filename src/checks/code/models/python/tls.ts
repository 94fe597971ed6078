import { flows, members, misuse } from '../entries.ts';
import type { MisuseModel, ModelPack } from '../model.ts';

const OLD = ['PROTOCOL_SSLv2', 'PROTOCOL_SSLv3', 'PROTOCOL_TLSv1', 'PROTOCOL_TLSv1_1'];
const VERSION = (at: string): MisuseModel => ({
  rule: 'deprecated-tls-version',
  shows: 'a version with known holes',
  when: [{ at, type: OLD.map((name) => `ssl.${name}`) }],
});
const NONE = (at: string): MisuseModel => ({
  rule: 'tls-verification-off',
  shows: 'any certificate is accepted',
  when: [{ at, type: 'ssl.CERT_NONE' }],
});

/** Encrypted connections and signed tokens, and how their checks are switched off. */
export const tls: ModelPack = {
  id: 'python-tls',
  languages: ['python'],
  about:
    'ssl, pyOpenSSL, PyJWT, python-jose, Authlib, itsdangerous: https://docs.python.org/3/library/ssl.html, https://pyjwt.readthedocs.io/',
  paths: {
    ...Object.fromEntries(
      [...OLD, 'CERT_NONE', 'CERT_REQUIRED', 'CERT_OPTIONAL'].map((name) => [
        `ssl.${name}`,
        { type: `ssl.${name}` },
      ]),
    ),
    ...members('ssl', '_create_unverified_context() _create_stdlib_context()', {
      ...misuse('tls-verification-off', 'any certificate is accepted'),
      type: 'ssl.SSLContext',
      flows: [],
    }),
    'ssl._create_default_https_context=': misuse(
      'tls-verification-off',
      'any certificate is accepted',
    ),
    ...members('ssl', 'create_default_context()', { type: 'ssl.SSLContext', flows: [] }),
    'ssl.SSLContext()': { type: 'ssl.SSLContext', flows: [], misuses: [VERSION('0')] },
    'ssl.wrap_socket()': {
      flows: [],
      misuses: [
        VERSION('key:ssl_version'),
        NONE('key:cert_reqs'),
        {
          rule: 'tls-verification-off',
          shows: 'certificates are not looked at by default',
          when: [{ at: 'key:cert_reqs', absent: true }],
          confidence: 'medium',
        },
      ],
    },
    'ssl.SSLContext.check_hostname=': misuse(
      'tls-hostname-unchecked',
      'the name of the server is not looked at',
      { at: '0', is: false },
    ),
    'ssl.SSLContext.verify_mode=': { misuses: [NONE('0')] },
    'ssl.SSLContext.wrap_socket()': flows(''),
    'ssl.get_server_certificate()': { flows: [], misuses: [VERSION('key:ssl_version')] },
    ...members('OpenSSL.SSL', 'Context()', {
      flows: [],
      misuses: [
        {
          rule: 'deprecated-tls-version',
          shows: 'a version with known holes',
          when: [
            {
              at: '0',
              type: [
                'OpenSSL.SSL.SSLv2_METHOD',
                'OpenSSL.SSL.SSLv3_METHOD',
                'OpenSSL.SSL.TLSv1_METHOD',
              ],
            },
          ],
        },
      ],
    }),
    ...Object.fromEntries(
      ['SSLv2_METHOD', 'SSLv3_METHOD', 'TLSv1_METHOD'].map((name) => [
        `OpenSSL.SSL.${name}`,
        { type: `OpenSSL.SSL.${name}` },
      ]),
    ),
    'urllib3.disable_warnings()': {
      flows: [],
      misuses: [
        {
          rule: 'tls-verification-off',
          shows: 'hides that certificates are not looked at',
          when: [],
          confidence: 'low',
        },
      ],
    },

    'jwt.decode()': {
      flows: [['0', 'result']],
      misuses: [
        {
          rule: 'jwt-not-verified',
          shows: 'the signature is not looked at',
          when: [{ at: 'key:verify', is: false }],
        },
        {
          rule: 'jwt-not-verified',
          shows: 'the signature is not looked at',
          when: [{ at: 'key:options.verify_signature', is: false }],
        },
        {
          rule: 'jwt-none-algorithm',
          shows: 'a token without a signature is accepted',
          when: [{ at: 'key:algorithms.0', matches: '^none$' }],
        },
        {
          rule: 'jwt-weak-secret',
          shows: 'the secret is in the program',
          when: [{ at: '1', matches: '.' }],
        },
        {
          rule: 'jwt-no-expiry-check',
          shows: 'old tokens are accepted',
          when: [{ at: 'key:options.verify_exp', is: false }],
        },
      ],
    },
    'jwt.encode()': {
      flows: [],
      misuses: [
        {
          rule: 'jwt-weak-secret',
          shows: 'the secret is in the program',
          when: [{ at: '1', matches: '.' }],
        },
        {
          rule: 'jwt-none-algorithm',
          shows: 'a token without a signature',
          when: [{ at: 'key:algorithm', matches: '^none$' }],
        },
      ],
    },
    'jwt.get_unverified_claims()': flows('0>result'),
    'jose.jwt.decode()': {
      flows: [['0', 'result']],
      misuses: [
        {
          rule: 'jwt-not-verified',
          shows: 'the signature is not looked at',
          when: [{ at: 'key:options.verify_signature', is: false }],
        },
        {
          rule: 'jwt-weak-secret',
          shows: 'the secret is in the program',
          when: [{ at: '1', matches: '.' }],
        },
      ],
    },
    'jose.jwt.encode()': {
      flows: [],
      misuses: [
        {
          rule: 'jwt-weak-secret',
          shows: 'the secret is in the program',
          when: [{ at: '1', matches: '.' }],
        },
      ],
    },
    'jose.jwt.get_unverified_claims()': {
      flows: [['0', 'result']],
      misuses: [
        {
          rule: 'jwt-not-verified',
          shows: 'the signature is not looked at',
          when: [],
          confidence: 'medium',
        },
      ],
    },
    'itsdangerous.URLSafeTimedSerializer()': {
      flows: [],
      misuses: [
        {
          rule: 'session-secret-static',
          shows: 'the key is in the program',
          when: [{ at: '0', matches: '.' }],
        },
      ],
    },
  },
};
