import { flows, members, owners } from '../entries.ts';
import type { Condition, MisuseModel, Model, ModelPack } from '../model.ts';
import { OLD_TLS, sinks, wrong } from './terms.ts';

const WEAK_HASH: readonly Condition[] = [
  { at: '0', matches: '^(?:rsa-)?(?:md[245]|sha-?1|ripemd(?:128|160)?)$' },
];
const CIPHERS: readonly MisuseModel[] = [
  wrong('weak-cipher', 'the cipher is broken or its block too small', [
    { at: '0', matches: '^(?:des|des3|3des|rc2|rc4|bf|blowfish|cast5?|idea|seed|arcfour)(?:-|$)' },
  ]),
  wrong('cipher-ecb', 'equal blocks stay equal', [{ at: '0', matches: '-ecb$' }]),
  wrong(
    'cipher-no-authentication',
    'nobody notices a change',
    [{ at: '0', matches: '-(?:cbc|ctr|cfb8?|ofb)$' }],
    'low',
  ),
  wrong('static-iv', 'the initialisation vector is constant', [{ at: '2', matches: '^.' }]),
  wrong('static-key', 'the key stands in the code', [{ at: '1', matches: '^.' }]),
];
const HIDDEN: readonly ['sensitive'] = ['sensitive'];
const RANDOM: Model = {
  flows: [],
  sinks: sinks('resource-exhaustion', '0', { confidence: 'medium' }),
  callbacks: [{ at: '1', params: [] }],
};
const KEY_SIZE: readonly MisuseModel[] = [
  wrong('short-key', 'fewer than 2048 bits', [
    { at: '0', is: ['rsa', 'rsa-pss', 'dsa', 'dh'] },
    { at: '1.modulusLength', below: 2048 },
  ]),
  wrong('short-key', 'fewer than 224 bits', [
    { at: '0', is: 'ec' },
    {
      at: '1.namedCurve',
      is: [
        'secp112r1',
        'secp128r1',
        'secp160r1',
        'secp160k1',
        'secp192r1',
        'secp192k1',
        'prime192v1',
        'P-192',
      ],
    },
  ]),
];
const HASH: Model = {
  type: 'crypto.Hash',
  flows: [],
  misuses: [wrong('weak-hash', 'collisions can be made', WEAK_HASH, 'medium')],
};
const DERIVE: readonly MisuseModel[] = [
  wrong('weak-key-derivation', 'few rounds are quickly tried', [{ at: '2', below: 100_000 }]),
  wrong('static-salt', 'the salt is constant', [{ at: '1', matches: '^.' }], 'medium'),
];

/** Cryptography of Node and of the browser. */
export const crypto: ModelPack = {
  id: 'crypto',
  languages: ['javascript'],
  about:
    'https://nodejs.org/api/crypto.html, https://developer.mozilla.org/en-US/docs/Web/API/Crypto',
  aliases: { 'crypto.webcrypto': 'crypto', 'crypto.default': 'crypto' },
  extends: { 'crypto.Hmac': ['crypto.Hash'] },
  paths: {
    'crypto.createHash()': HASH,
    'crypto.hash()': {
      flows: [],
      misuses: [wrong('weak-hash', 'collisions can be made', WEAK_HASH, 'medium')],
    },
    'crypto.createHmac()': {
      type: 'crypto.Hmac',
      flows: [],
      sinks: sinks('predictable-secret', '1'),
      misuses: [wrong('static-key', 'the key stands in the code', [{ at: '1', matches: '^.' }])],
    },
    'crypto.Hmac.update()': { type: 'this', flows: [['0', 'this.data']] },
    ...members('crypto.Hash', 'update() write()', {
      type: 'this',
      flows: [['0', 'this.data']],
      sinks: sinks('weak-hash-password', '0', {
        when: [{ at: 'this', type: 'crypto.Hash' }],
        confidence: 'medium',
      }),
    }),
    'crypto.Hash.digest()': flows('this.data>result', { cleans: 'all' }),
    'crypto.createCipheriv()': {
      type: 'crypto.Cipher',
      flows: [],
      sinks: [...sinks('predictable-secret', '1 2')],
      misuses: CIPHERS,
    },
    'crypto.createDecipheriv()': {
      type: 'crypto.Cipher',
      flows: [],
      misuses: CIPHERS.filter(
        ({ rule }) => rule !== 'static-iv' && rule !== 'cipher-no-authentication',
      ),
    },
    ...members('crypto', 'createCipher() createDecipher()', {
      type: 'crypto.Cipher',
      flows: [],
      misuses: [
        ...CIPHERS.slice(0, 3),
        wrong('weak-key-derivation', 'the key is derived with MD5, without a salt', [
          { at: '0', given: true },
        ]),
      ],
    }),
    ...members('crypto.Cipher', 'update() final()', { flows: [], cleans: HIDDEN }),
    'crypto.Cipher.setAutoPadding()': { flows: [] },
    ...members('crypto', 'pbkdf2() pbkdf2Sync()', {
      flows: [],
      sinks: sinks('predictable-secret', '1'),
      misuses: [
        ...DERIVE,
        wrong('weak-key-derivation', 'the hash is broken', [{ at: '4', is: ['md5', 'MD5'] }]),
      ],
      callbacks: [{ at: '5', params: [] }],
    }),
    ...members('crypto', 'scrypt() scryptSync() hkdf() hkdfSync()', {
      flows: [],
      misuses: [
        wrong('static-salt', 'the salt is constant', [{ at: '1', matches: '^.' }], 'medium'),
      ],
      callbacks: [{ at: '3+', params: [] }],
    }),
    ...members('crypto', 'generateKeyPair() generateKeyPairSync()', {
      flows: [],
      misuses: KEY_SIZE,
      callbacks: [{ at: '2', params: [] }],
    }),
    ...members('crypto', 'createDiffieHellman()', {
      flows: [],
      misuses: [wrong('short-key', 'fewer than 2048 bits', [{ at: '0', below: 2048 }])],
    }),
    'crypto.getDiffieHellman()': {
      flows: [],
      misuses: [
        wrong('short-key', 'the group is too small', [
          { at: '0', is: ['modp1', 'modp2', 'modp5'] },
        ]),
      ],
    },
    ...members('crypto', 'publicEncrypt() privateDecrypt()', {
      flows: [],
      misuses: [
        wrong('weak-rsa-padding', 'PKCS #1 v1.5 can be attacked by asking', [
          { at: '0.padding', type: 'crypto.Pkcs1Padding' },
        ]),
      ],
    }),
    'crypto.constants.RSA_PKCS1_PADDING': { type: 'crypto.Pkcs1Padding' },
    'crypto.constants.RSA_NO_PADDING': { type: 'crypto.Pkcs1Padding' },
    ...members('crypto', 'createSign() createVerify()', {
      type: 'crypto.Sign',
      flows: [],
      misuses: [wrong('weak-signature', 'the hash is broken', WEAK_HASH)],
    }),
    ...members('crypto', 'sign() verify()', {
      flows: [],
      misuses: [wrong('weak-signature', 'the hash is broken', WEAK_HASH)],
    }),
    ...members('crypto', 'randomBytes() randomFillSync() randomFill()', RANDOM),
    ...members('crypto', 'randomUUID() randomInt() getRandomValues()', { flows: [] }),
    'crypto.pseudoRandomBytes()': {
      flows: [],
      misuses: [
        wrong('predictable-random', 'the generator is not made for secrets', [
          { at: '0', given: true },
        ]),
      ],
    },
    ...members('crypto', 'timingSafeEqual()', { flows: [], guards: [{ at: '0', cleans: 'all' }] }),
    ...members('crypto.subtle', 'digest()', {
      flows: [],
      misuses: [
        wrong('weak-hash', 'collisions can be made', WEAK_HASH, 'medium'),
        wrong('weak-hash', 'collisions can be made', [{ at: '0.name', is: 'SHA-1' }], 'medium'),
      ],
    }),
    ...members('crypto.subtle', 'encrypt() decrypt()', {
      flows: [],
      cleans: HIDDEN,
      misuses: [
        wrong(
          'cipher-no-authentication',
          'nobody notices a change',
          [{ at: '0.name', is: ['AES-CBC', 'AES-CTR'] }],
          'low',
        ),
      ],
    }),
    ...owners(['tls'], 'createServer() createSecureContext()', {
      flows: [],
      misuses: OLD_TLS,
    }),
  },
};
