import { flows, members, misuse, owners } from '../entries.ts';
import type { MisuseModel, Model, ModelPack } from '../model.ts';

const WEAK_NAME = '^(?:md[245]|sha-?1?|ripemd160)$';
const WEAK: MisuseModel = {
  rule: 'weak-hash',
  shows: 'collisions can be made',
  when: [{ at: 'key:usedforsecurity', isNot: false }],
};
const HASH: Model = { flows: [], type: 'hashlib.Hash' };
const BROKEN: Model = misuse('weak-cipher', 'the cipher is broken or has blocks of 64 bits');
const CIPHERS = 'cryptography.hazmat.primitives.ciphers';
const HASHES = 'cryptography.hazmat.primitives.hashes';
const ASYMMETRIC = 'cryptography.hazmat.primitives.asymmetric';
const rsa = (at: readonly string[]): readonly MisuseModel[] =>
  at.map((each) => ({
    rule: 'short-key',
    shows: 'shorter than 2048 bits',
    when: [{ at: each, below: 2048 }],
  }));
const AES: Model = {
  flows: [],
  type: 'Crypto.Cipher.Object',
  misuses: [
    { rule: 'cipher-ecb', shows: 'equal blocks stay equal', when: [{ at: '1', is: 1 }] },
    { rule: 'static-key', shows: 'the key is in the program', when: [{ at: '0', matches: '.' }] },
    {
      rule: 'static-iv',
      shows: 'the vector is always the same',
      when: [{ at: '2', matches: '.' }],
    },
    {
      rule: 'static-iv',
      shows: 'the vector is always the same',
      when: [{ at: 'key:iv', matches: '.' }],
    },
  ],
};

/** Hashes, ciphers, keys. */
export const crypto: ModelPack = {
  id: 'python-crypto',
  languages: ['python'],
  about:
    'hashlib, hmac, cryptography, pycryptodome, passlib, bcrypt: https://docs.python.org/3/library/hashlib.html, https://cryptography.io/en/latest/',
  aliases: { Cryptodome: 'Crypto' },
  paths: {
    ...members('hashlib', 'md5() sha1() md4()', { ...HASH, misuses: [WEAK] }),
    ...members(
      'hashlib',
      'sha224() sha256() sha384() sha512() blake2b() blake2s() sha3_256() sha3_512()',
      HASH,
    ),
    'hashlib.new()': {
      ...HASH,
      misuses: [
        {
          rule: 'weak-hash',
          shows: 'collisions can be made',
          when: [
            { at: '0', matches: WEAK_NAME },
            { at: 'key:usedforsecurity', isNot: false },
          ],
        },
      ],
    },
    ...members('', 'md5.new() md5.md5() sha.new()', { ...HASH, misuses: [{ ...WEAK, when: [] }] }),
    ...members('hashlib.Hash', 'digest() hexdigest()', { flows: [], type: 'string' }),
    ...members('hashlib.Hash', 'update() copy()', flows('')),
    'hashlib.pbkdf2_hmac()': {
      flows: [],
      misuses: [
        { rule: 'weak-key-derivation', shows: 'few rounds', when: [{ at: '3', below: 100_000 }] },
        {
          rule: 'weak-key-derivation',
          shows: 'few rounds',
          when: [{ at: 'key:iterations', below: 100_000 }],
        },
        {
          rule: 'static-salt',
          shows: 'the salt is always the same',
          when: [{ at: '2', matches: '.' }],
        },
      ],
    },
    ...members('hmac', 'new()', {
      flows: [],
      type: 'hashlib.Hash',
      misuses: [
        {
          rule: 'static-key',
          shows: 'the key is in the program',
          when: [{ at: '0', matches: '.' }],
        },
      ],
    }),
    'hmac.compare_digest()': flows(''),
    'crypt.crypt()': {
      flows: [],
      misuses: [
        {
          rule: 'weak-hash-password',
          shows: 'a fast hash is guessed quickly',
          when: [],
          confidence: 'medium',
        },
      ],
    },

    ...members(HASHES, 'MD5() SHA1()', misuse('weak-hash', 'collisions can be made')),
    ...members(
      `${CIPHERS}.algorithms`,
      'ARC4() Blowfish() TripleDES() IDEA() CAST5() SEED() RC2()',
      BROKEN,
    ),
    ...members(
      'cryptography.hazmat.decrepit.ciphers.algorithms',
      'ARC4() Blowfish() TripleDES() IDEA() CAST5() SEED() RC2()',
      BROKEN,
    ),
    ...members(
      `${CIPHERS}.algorithms`,
      'AES() ChaCha20()',
      misuse('static-key', 'the key is in the program', { at: '0', matches: '.' }),
    ),
    ...members(`${CIPHERS}.modes`, 'ECB()', misuse('cipher-ecb', 'equal blocks stay equal')),
    ...members(
      `${CIPHERS}.modes`,
      'CBC() CTR() GCM() CFB() OFB()',
      misuse('static-iv', 'the vector is always the same', { at: '0', matches: '.' }),
    ),
    [`${ASYMMETRIC}.rsa.generate_private_key()`]: {
      flows: [],
      misuses: rsa(['1', 'key:key_size']),
    },
    [`${ASYMMETRIC}.dsa.generate_private_key()`]: {
      flows: [],
      misuses: rsa(['0', 'key:key_size']),
    },
    [`${ASYMMETRIC}.padding.PKCS1v15()`]: {
      flows: [],
      misuses: [
        { rule: 'weak-rsa-padding', shows: 'padding of PKCS #1 1.5', when: [], confidence: 'low' },
      ],
    },
    ...members(
      `${ASYMMETRIC}.ec`,
      'SECP192R1() SECT163K1() SECT163R2()',
      misuse('short-key', 'a curve below 224 bits'),
    ),
    'cryptography.hazmat.primitives.kdf.pbkdf2.PBKDF2HMAC()': {
      flows: [],
      misuses: [
        {
          rule: 'weak-key-derivation',
          shows: 'few rounds',
          when: [{ at: 'key:iterations', below: 100_000 }],
        },
        {
          rule: 'static-salt',
          shows: 'the salt is always the same',
          when: [{ at: 'key:salt', matches: '.' }],
        },
      ],
    },
    'cryptography.fernet.Fernet()': {
      flows: [],
      misuses: [
        {
          rule: 'static-key',
          shows: 'the key is in the program',
          when: [{ at: '0', matches: '.' }],
        },
      ],
    },

    ...members(
      'Crypto.Cipher',
      'DES.new() DES3.new() ARC2.new() ARC4.new() Blowfish.new() CAST.new() XOR.new()',
      BROKEN,
    ),
    'Crypto.Cipher.AES.new()': AES,
    'Crypto.Cipher.AES.MODE_ECB': { constant: 1 },
    'Crypto.Cipher.PKCS1_v1_5.new()': misuse('weak-rsa-padding', 'padding of PKCS #1 1.5'),
    ...members(
      'Crypto.Hash',
      'MD2.new() MD4.new() MD5.new() SHA.new() SHA1.new()',
      misuse('weak-hash', 'collisions can be made'),
    ),
    'Crypto.PublicKey.RSA.generate()': { flows: [], misuses: rsa(['0', 'key:bits']) },
    'Crypto.PublicKey.DSA.generate()': { flows: [], misuses: rsa(['0', 'key:bits']) },
    'Crypto.Protocol.KDF.PBKDF2()': {
      flows: [],
      misuses: [
        {
          rule: 'weak-key-derivation',
          shows: 'few rounds',
          when: [{ at: 'key:count', below: 100_000 }],
        },
      ],
    },
    ...owners(
      [
        'passlib.hash.md5_crypt',
        'passlib.hash.sha1_crypt',
        'passlib.hash.des_crypt',
        'passlib.hash.plaintext',
      ],
      'hash() encrypt()',
      misuse('weak-hash-password', 'a fast hash is guessed quickly'),
    ),
    'bcrypt.gensalt()': {
      flows: [],
      misuses: [
        { rule: 'weak-key-derivation', shows: 'few rounds', when: [{ at: '0', below: 10 }] },
      ],
    },
  },
};
