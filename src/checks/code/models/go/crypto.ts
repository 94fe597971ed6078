import { flows, members, owners } from '../entries.ts';
import type { Condition, Model, ModelPack } from '../model.ts';
import { NOTHING, sinks, wrong } from './terms.ts';

const CONSTANT = (at: string): readonly Condition[] => [
  { at, dynamic: false },
  { at, given: true },
  { at, isNot: '' },
];
function brokenHash(name: string): Model {
  return {
    type: 'hash.Hash',
    flows: [],
    sinks: sinks('weak-hash-password', '0'),
    misuses: [wrong('weak-hash', `${name} is broken`, [], 'medium')],
  };
}
function brokenCipher(shows: string): Model {
  return { flows: [], type: 'crypto/cipher.Block', misuses: [wrong('weak-cipher', shows, [])] };
}
const MODE: Model = {
  flows: [],
  misuses: [wrong('static-iv', 'the initialisation vector is a constant', CONSTANT('1'))],
};
const NO_CODE: Model = {
  ...MODE,
  misuses: [
    ...(MODE.misuses ?? []),
    wrong('cipher-no-authentication', 'changes of the ciphertext are not noticed', [], 'low'),
  ],
};
const GUESSED: Model = {
  flows: [],
  source: { kind: 'random', what: 'predictable number' },
};
const OLD_TLS = [768, 769, 770];
const TLS = 'crypto/tls.Config';
const SSH = 'golang.org/x/crypto/ssh.ClientConfig';
const ANY_CERTIFICATE = 'any certificate is accepted';
const JWT = 'github.com/golang-jwt/jwt';

/** Hashes, ciphers, keys, randomness, TLS, tokens. */
export const crypto: ModelPack = {
  id: 'go-crypto',
  languages: ['go'],
  about: 'crypto/*, math/rand, golang.org/x/crypto, golang-jwt: https://pkg.go.dev/crypto',
  aliases: {
    'github.com/golang-jwt/jwt/v4': JWT,
    'github.com/golang-jwt/jwt/v5': JWT,
    'github.com/dgrijalva/jwt-go': JWT,
    'math/rand/v2': 'math/rand',
  },
  extends: { 'math/rand.Rand': ['math/rand.Numbers'] },
  paths: {
    ...members('crypto/md5', 'New() Sum()', brokenHash('MD5')),
    ...members('crypto/sha1', 'New() Sum()', brokenHash('SHA-1')),
    ...members('golang.org/x/crypto/md4', 'New()', brokenHash('MD4')),
    ...members('golang.org/x/crypto/ripemd160', 'New()', brokenHash('RIPEMD-160')),
    ...owners(['crypto/sha256', 'crypto/sha512'], 'New() Sum256() Sum512() Sum384()', {
      type: 'hash.Hash',
      flows: [],
      sinks: sinks('weak-hash-password', '0'),
    }),
    'hash.Hash.Write()': { flows: [], sinks: sinks('weak-hash-password', '0') },
    'hash.Hash.Sum()': NOTHING,
    'crypto/hmac.New()': {
      type: 'crypto/hmac.Hash',
      flows: [],
      misuses: [wrong('static-key', 'the key is a constant', CONSTANT('1'))],
    },
    'crypto/hmac.Hash.Write()': NOTHING,
    'crypto/hmac.Hash.Sum()': { type: 'crypto/hmac.Code', flows: [] },
    'crypto/hmac.Equal()': { flows: [], guards: [{ at: '0', cleans: [] }] },

    ...members('crypto/des', 'NewCipher()', brokenCipher('keys of DES are found by trying')),
    ...members('crypto/des', 'NewTripleDESCipher()', brokenCipher('its blocks of 64 bits repeat')),
    ...members('crypto/rc4', 'NewCipher()', brokenCipher('RC4 is broken')),
    ...members(
      'golang.org/x/crypto/blowfish',
      'NewCipher() NewSaltedCipher()',
      brokenCipher('its blocks of 64 bits repeat'),
    ),
    ...owners(
      ['golang.org/x/crypto/cast5', 'golang.org/x/crypto/tea', 'golang.org/x/crypto/xtea'],
      'NewCipher()',
      brokenCipher('its blocks of 64 bits repeat'),
    ),
    'crypto/aes.NewCipher()': {
      type: 'crypto/cipher.Block',
      flows: [],
      misuses: [wrong('static-key', 'the key is a constant', CONSTANT('0'))],
    },
    ...members('crypto/cipher.Block', 'Encrypt() Decrypt()', {
      flows: [],
      misuses: [wrong('cipher-ecb', 'equal blocks are seen to be equal', [], 'low')],
    }),
    ...members('crypto/cipher.Block', 'BlockSize()', NOTHING),
    ...members('crypto/cipher', 'NewCBCEncrypter()', MODE),
    ...members('crypto/cipher', 'NewCFBEncrypter() NewOFB() NewCTR()', NO_CODE),
    ...members('crypto/cipher', 'NewGCM() NewGCMWithNonceSize()', {
      type: 'crypto/cipher.AEAD',
      flows: [],
    }),
    'crypto/cipher.AEAD.Seal()': {
      flows: [],
      misuses: [wrong('static-iv', 'the nonce is a constant', CONSTANT('1'))],
    },
    'crypto/cipher.AEAD.Open()': NOTHING,
    'crypto/rsa.GenerateKey()': {
      flows: [],
      misuses: [wrong('short-key', 'keys of this size are broken', [{ at: '1', below: 2048 }])],
    },
    ...members('crypto/rsa', 'EncryptPKCS1v15() DecryptPKCS1v15()', {
      flows: [],
      misuses: [
        wrong(
          'weak-rsa-padding',
          'this padding answers questions about the plaintext',
          [],
          'medium',
        ),
      ],
    }),
    'crypto/dsa.GenerateKey()': {
      flows: [],
      misuses: [wrong('weak-signature', 'DSA is no longer approved', [], 'medium')],
    },
    'crypto/elliptic.P224()': {
      flows: [],
      misuses: [wrong('short-key', 'the curve is too small', [], 'low')],
    },

    'golang.org/x/crypto/pbkdf2.Key()': {
      flows: [],
      misuses: [
        wrong('weak-key-derivation', 'too few rounds', [{ at: '2', below: 100_000 }]),
        wrong('static-salt', 'the salt is a constant', CONSTANT('1')),
      ],
    },
    'crypto/pbkdf2.Key()': {
      flows: [],
      misuses: [
        wrong('weak-key-derivation', 'too few rounds', [{ at: '3', below: 100_000 }]),
        wrong('static-salt', 'the salt is a constant', CONSTANT('2')),
      ],
    },
    'golang.org/x/crypto/bcrypt.GenerateFromPassword()': {
      flows: [],
      misuses: [wrong('weak-key-derivation', 'the cost is low', [{ at: '1', below: 10 }])],
    },
    'golang.org/x/crypto/bcrypt.MinCost': { constant: 4 },
    'golang.org/x/crypto/bcrypt.DefaultCost': { constant: 10 },
    'golang.org/x/crypto/scrypt.Key()': {
      flows: [],
      misuses: [
        wrong('weak-key-derivation', 'the cost is low', [{ at: '2', below: 16_384 }]),
        wrong('static-salt', 'the salt is a constant', CONSTANT('1')),
      ],
    },
    ...members('golang.org/x/crypto/argon2', 'Key() IDKey()', {
      flows: [],
      misuses: [wrong('static-salt', 'the salt is a constant', CONSTANT('1'))],
    }),

    ...owners(
      ['math/rand', 'math/rand.Rand'],
      'Int() Intn() IntN() Int31() Int31n() Int63() Int63n() Float64() Uint32() Uint64() N() Perm()',
      GUESSED,
    ),
    ...owners(['math/rand', 'math/rand.Rand'], 'Read()', {
      flows: [],
      misuses: [wrong('predictable-random', 'the generator is not made for secrets', [], 'medium')],
    }),
    ...owners(['math/rand', 'math/rand.Rand'], 'Seed() Shuffle()', NOTHING),
    'math/rand.New()': { type: 'math/rand.Rand', flows: [] },
    ...members('crypto/rand', 'Read() Int() Prime() Text()', NOTHING),

    ...members('crypto/tls', 'VersionSSL30', { constant: 768 }),
    ...members('crypto/tls', 'VersionTLS10', { constant: 769 }),
    ...members('crypto/tls', 'VersionTLS11', { constant: 770 }),
    ...members('crypto/tls', 'VersionTLS12', { constant: 771 }),
    ...members('crypto/tls', 'VersionTLS13', { constant: 772 }),
    [`${TLS}()`]: {
      flows: [],
      misuses: [
        wrong('tls-verification-off', ANY_CERTIFICATE, [
          { at: '0.InsecureSkipVerify', is: true },
          { at: '0.VerifyPeerCertificate', absent: true },
          { at: '0.VerifyConnection', absent: true },
        ]),
        wrong('deprecated-tls-version', 'an old version is allowed', [
          { at: '0.MinVersion', is: OLD_TLS },
        ]),
        wrong('deprecated-tls-version', 'only old versions are allowed', [
          { at: '0.MaxVersion', is: OLD_TLS },
        ]),
      ],
    },
    [`${TLS}.InsecureSkipVerify=`]: {
      misuses: [wrong('tls-verification-off', ANY_CERTIFICATE, [{ at: '0', is: true }])],
    },
    [`${TLS}.MinVersion=`]: {
      misuses: [
        wrong('deprecated-tls-version', 'an old version is allowed', [{ at: '0', is: OLD_TLS }]),
      ],
    },
    'golang.org/x/crypto/ssh.InsecureIgnoreHostKey()': {
      flows: [],
      misuses: [wrong('ssh-host-key-unchecked', 'any server is taken for the right one', [])],
    },
    [`${SSH}.HostKeyCallback`]: {},

    ...members(JWT, 'ParseUnverified()', {
      flows: [['0', 'result']],
      misuses: [wrong('jwt-not-verified', 'the signature is not looked at', [])],
    }),
    ...members(`${JWT}.Parser`, 'ParseUnverified()', {
      flows: [],
      misuses: [wrong('jwt-not-verified', 'the signature is not looked at', [])],
    }),
    [`${JWT}.NewParser()`]: { type: `${JWT}.Parser`, flows: [] },
    ...members(JWT, 'UnsafeAllowNoneSignatureType', { constant: 'none' }),
    ...members(JWT, 'New() NewWithClaims()', {
      type: `${JWT}.Token`,
      flows: [],
    }),
    [`${JWT}.Token.SignedString()`]: {
      flows: [],
      misuses: [
        wrong('jwt-weak-secret', 'the secret stands in the code', [
          ...CONSTANT('0'),
          { at: '0', isNot: 'none' },
        ]),
        wrong('jwt-none-algorithm', 'tokens without a signature', [{ at: '0', is: 'none' }]),
      ],
    },
    ...members(JWT, 'Parse() ParseWithClaims()', { type: `${JWT}.Token`, flows: [] }),
    'crypto/subtle.ConstantTimeCompare()': flows(''),
  },
};
