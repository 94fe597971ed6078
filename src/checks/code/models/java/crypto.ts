import { flows, members, misuse, owners } from '../entries.ts';
import type { Condition, MisuseModel, Model, ModelPack } from '../model.ts';

const BROKEN = '^(?:DES|DESede|TripleDES|3DES|RC2|RC4|ARCFOUR|Blowfish|IDEA|CAST5)(?:/|$)';
const OWN_BLOCKS = '/ECB/|^AES$|^Camellia$|^SM4$';
const FEEDBACK = '^(?:AES|Camellia|ARIA|SM4)/(?:CBC|CTR|CFB\\d*|OFB\\d*)/';
const WEAK_DIGEST = '^(?:MD[245]|SHA-?1?|RIPEMD(?:128)?)$';
const CIPHER: readonly MisuseModel[] = [
  {
    rule: 'weak-cipher',
    shows: 'the cipher is broken or has blocks of 64 bits',
    when: [{ at: '0', matches: BROKEN }],
  },
  {
    rule: 'cipher-ecb',
    shows: 'equal blocks stay equal',
    when: [
      { at: '0', matches: OWN_BLOCKS },
      { at: '0', matchesNot: `${BROKEN}|^RSA` },
    ],
  },
  {
    rule: 'cipher-no-authentication',
    shows: 'nobody notices a change',
    when: [{ at: '0', matches: FEEDBACK }],
    confidence: 'low',
  },
  {
    rule: 'weak-rsa-padding',
    shows: 'padding of PKCS #1 1.5',
    when: [{ at: '0', matches: '^RSA(?:/(?:ECB|None)/(?:PKCS1Padding|NoPadding))?$' }],
  },
];
const size = (at: string, algorithm: string, bits: number, shows: string): MisuseModel => ({
  rule: 'short-key',
  shows,
  when: [
    { at: 'this.algorithm', matches: algorithm },
    { at, below: bits },
  ],
});
const KEY: readonly Condition[] = [{ at: '0', matches: '' }];
const DIGEST: Model = {
  type: 'java.security.MessageDigest',
  flows: [],
  sets: { 'result.algorithm': '0' },
  misuses: [
    {
      rule: 'weak-hash',
      shows: 'collisions can be made',
      when: [{ at: '0', matches: WEAK_DIGEST }],
    },
  ],
};
const PASSWORD_HASH: Model = {
  flows: [
    ['0', 'this'],
    ['0', 'result'],
    ['this', 'result'],
  ],
  sinks: [],
};

/** Ciphers, hashes, keys, signatures, tokens. */
export const crypto: ModelPack = {
  id: 'java-crypto',
  languages: ['java'],
  about:
    'Java Cryptography Architecture, Bouncy Castle, commons-codec, JWT libraries: https://docs.oracle.com/en/java/javase/21/security/java-cryptography-architecture-jca-reference-guide.html',
  extends: { 'com.auth0.jwt.JWT': ['java.lang.Object'] },
  paths: {
    'javax.crypto.Cipher.getInstance()': {
      type: 'javax.crypto.Cipher',
      flows: [],
      misuses: CIPHER,
    },
    ...members('javax.crypto.Cipher', 'doFinal() update()', {
      flows: [['0', 'result']],
      cleans: 'all',
    }),
    ...members('javax.crypto.Cipher', 'init() getBlockSize() getIV()', flows('')),
    'javax.crypto.NullCipher()': misuse('weak-cipher', 'nothing is encrypted'),
    'javax.crypto.KeyGenerator.getInstance()': {
      type: 'javax.crypto.KeyGenerator',
      flows: [],
      sets: { 'result.algorithm': '0' },
      misuses: [
        {
          rule: 'weak-cipher',
          shows: 'a key for a broken cipher',
          when: [{ at: '0', matches: BROKEN }],
          confidence: 'medium',
        },
      ],
    },
    'javax.crypto.KeyGenerator.init()': {
      flows: [],
      misuses: [
        size('0', '^AES', 128, 'shorter than 128 bits'),
        size('0', '^Blowfish', 128, 'shorter than 128 bits'),
      ],
    },
    'javax.crypto.KeyGenerator.generateKey()': { type: 'javax.crypto.SecretKey', flows: [] },
    'java.security.KeyPairGenerator.getInstance()': {
      type: 'java.security.KeyPairGenerator',
      flows: [],
      sets: { 'result.algorithm': '0' },
    },
    'java.security.KeyPairGenerator.initialize()': {
      flows: [],
      misuses: [
        size('0', '^(?:RSA|DSA|DH|DiffieHellman)', 2048, 'shorter than 2048 bits'),
        size('0', '^EC', 224, 'shorter than 224 bits'),
      ],
    },
    'java.security.spec.ECGenParameterSpec()': misuse('short-key', 'a curve below 224 bits', {
      at: '0',
      matches: String.raw`^(?:secp1\d\d|sect1\d\d|prime192|c2[tp]nb1\d\d)`,
    }),
    'java.security.MessageDigest.getInstance()': DIGEST,
    ...members('java.security.MessageDigest', 'update()', PASSWORD_HASH),
    ...members('java.security.MessageDigest', 'digest()', {
      flows: [
        ['0', 'result'],
        ['this', 'result'],
      ],
      cleans: 'all',
    }),
    'java.security.MessageDigest.isEqual()': flows(''),
    'java.security.Signature.getInstance()': {
      flows: [],
      type: 'java.security.Signature',
      misuses: [
        {
          rule: 'weak-signature',
          shows: 'signs a broken hash',
          when: [{ at: '0', matches: '^(?:MD[25]|SHA1|NONE)with' }],
        },
      ],
    },
    'javax.crypto.Mac.getInstance()': {
      flows: [],
      type: 'javax.crypto.Mac',
    },
    ...members('javax.crypto.Mac', 'doFinal()', { cleans: 'all' }),
    'javax.crypto.spec.SecretKeySpec()': {
      flows: [['0', 'result']],
      misuses: [{ rule: 'static-key', shows: 'the key is in the program', when: KEY }],
      sinks: [{ rule: 'predictable-secret', at: ['0'] }],
    },
    ...members(
      'javax.crypto.spec',
      'DESKeySpec() DESedeKeySpec()',
      misuse('weak-cipher', 'a key for a broken cipher'),
    ),
    'javax.crypto.spec.IvParameterSpec()': {
      flows: [['0', 'result']],
      misuses: [{ rule: 'static-iv', shows: 'the vector is always the same', when: KEY }],
      sinks: [{ rule: 'predictable-secret', at: ['0'], confidence: 'medium' }],
    },
    'javax.crypto.spec.GCMParameterSpec()': {
      flows: [['1', 'result']],
      misuses: [
        {
          rule: 'static-iv',
          shows: 'the nonce is always the same',
          when: [{ at: '1', matches: '' }],
        },
      ],
      sinks: [{ rule: 'predictable-secret', at: ['1'], confidence: 'medium' }],
    },
    'javax.crypto.spec.PBEKeySpec()': {
      flows: [],
      misuses: [
        { rule: 'weak-key-derivation', shows: 'few rounds', when: [{ at: '2', below: 10_000 }] },
        {
          rule: 'static-salt',
          shows: 'the salt is always the same',
          when: [{ at: '1', matches: '' }],
        },
        {
          rule: 'static-key',
          shows: 'the password is in the program',
          when: [{ at: '0', matches: '' }],
        },
      ],
    },
    'javax.crypto.spec.PBEParameterSpec()': {
      flows: [],
      misuses: [
        { rule: 'weak-key-derivation', shows: 'few rounds', when: [{ at: '1', below: 10_000 }] },
        { rule: 'static-salt', shows: 'the salt is always the same', when: KEY },
      ],
    },
    'javax.crypto.SecretKeyFactory.getInstance()': {
      flows: [],
      type: 'javax.crypto.SecretKeyFactory',
      misuses: [
        {
          rule: 'weak-cipher',
          shows: 'a key for a broken cipher',
          when: [{ at: '0', matches: '^(?:DES|DESede|PBEWithMD5AndDES|PBEWithSHA1AndRC2.*)$' }],
        },
      ],
    },
    'java.security.KeyStore.load()': {
      flows: [],
      misuses: [
        {
          rule: 'static-key',
          shows: 'the password is in the program',
          when: [{ at: '1', matches: '.' }],
          confidence: 'medium',
        },
      ],
    },
    ...owners(
      ['org.apache.commons.codec.digest.DigestUtils'],
      'md5() md5Hex() md2() md2Hex() sha() shaHex() sha1() sha1Hex() getMd5Digest() getSha1Digest()',
      { ...misuse('weak-hash', 'collisions can be made'), cleans: 'all' },
    ),
    ...owners(
      ['org.apache.commons.codec.digest.DigestUtils'],
      'sha256() sha256Hex() sha512() sha512Hex() sha384Hex() sha3_256Hex()',
      { cleans: 'all' },
    ),
    'org.apache.commons.codec.digest.DigestUtils.getDigest()': DIGEST,
    ...members('org.springframework.util.DigestUtils', 'md5Digest() md5DigestAsHex()', {
      ...misuse('weak-hash', 'collisions can be made'),
      cleans: 'all',
    }),
    ...members(
      'com.google.common.hash.Hashing',
      'md5() sha1()',
      misuse('weak-hash', 'collisions can be made'),
    ),
    ...members(
      'org.bouncycastle.crypto.digests',
      'MD5Digest() MD4Digest() MD2Digest() SHA1Digest()',
      misuse('weak-hash', 'collisions can be made'),
    ),
    ...members(
      'org.bouncycastle.crypto.engines',
      'DESEngine() DESedeEngine() RC2Engine() RC4Engine() BlowfishEngine()',
      misuse('weak-cipher', 'the cipher is broken or has blocks of 64 bits'),
    ),
    ...members(
      'org.apache.commons.codec.binary.Base64',
      'encodeBase64String() encodeBase64() encodeBase64URLSafeString()',
      flows('0>result'),
    ),
    ...members(
      'org.apache.commons.codec.binary.Base64',
      'decodeBase64() decode()',
      flows('0>result'),
    ),
  },
};
