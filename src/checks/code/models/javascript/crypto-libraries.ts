import { flows, members, owners } from '../entries.ts';
import type { Condition, ModelPack } from '../model.ts';
import { sinks, wrong } from './terms.ts';

const GIVEN: readonly Condition[] = [{ at: '0', given: true }];
const weak = (name: string) => ({
  ...flows('0>result', { cleans: 'all' }),
  sinks: sinks('weak-hash-password', '0', { confidence: 'medium' }),
  misuses: [wrong('weak-hash', `${name} is broken`, GIVEN, 'medium')],
});

/** Cryptography from packages: crypto-js, node-forge, bcrypt and small hashes. */
export const cryptoLibraries: ModelPack = {
  id: 'crypto-libraries',
  languages: ['javascript'],
  about: 'crypto-js, node-forge, bcrypt, bcryptjs, argon2, md5, sha1, uuid, nanoid, node-rsa, ssh2',
  aliases: {
    bcryptjs: 'bcrypt',
    CryptoJS: 'crypto-js',
    'crypto-js/md5': 'crypto-js.MD5',
    'crypto-js/sha1': 'crypto-js.SHA1',
    'crypto-js/aes': 'crypto-js.AES',
    'uuid/v1': 'uuid.v1',
    'uuid/v4': 'uuid.v4',
  },
  paths: {
    ...members('crypto-js', 'MD5()', weak('MD5')),
    ...members('crypto-js', 'SHA1()', weak('SHA-1')),
    'md5()': weak('MD5'),
    'blueimp-md5()': weak('MD5'),
    'sha1()': weak('SHA-1'),
    'js-md5()': weak('MD5'),
    ...members('crypto-js', 'SHA256() SHA512() SHA3()', {
      ...flows('0>result', { cleans: 'all' }),
      sinks: sinks('weak-hash-password', '0', { confidence: 'low' }),
    }),
    ...members('crypto-js', 'HmacMD5()', weak('MD5')),
    ...owners(
      ['crypto-js.DES', 'crypto-js.TripleDES', 'crypto-js.RC4', 'crypto-js.Rabbit'],
      'encrypt() decrypt()',
      {
        flows: [],
        misuses: [wrong('weak-cipher', 'the cipher is broken or its block too small', GIVEN)],
      },
    ),
    'crypto-js.AES.encrypt()': {
      flows: [],
      sinks: sinks('predictable-secret', '1'),
      misuses: [
        wrong('static-key', 'the key stands in the code', [{ at: '1', matches: '^.' }]),
        wrong('cipher-ecb', 'equal blocks stay equal', [{ at: '2.mode', type: 'crypto-js.Ecb' }]),
      ],
    },
    'crypto-js.AES.decrypt()': {
      flows: [],
      misuses: [wrong('static-key', 'the key stands in the code', [{ at: '1', matches: '^.' }])],
    },
    'crypto-js.mode.ECB': { type: 'crypto-js.Ecb' },
    'crypto-js.PBKDF2()': {
      flows: [],
      misuses: [
        wrong('weak-key-derivation', 'few rounds are quickly tried', [
          { at: '2.iterations', below: 100_000 },
        ]),
        wrong('static-salt', 'the salt is constant', [{ at: '1', matches: '^.' }], 'medium'),
      ],
    },
    ...members('node-forge.md', 'md5.create()', {
      flows: [],
      type: 'crypto.Hash',
      misuses: [wrong('weak-hash', 'MD5 is broken', [{ at: '0', absent: true }], 'medium')],
    }),
    ...members('node-forge.md', 'sha1.create()', {
      flows: [],
      type: 'crypto.Hash',
      misuses: [wrong('weak-hash', 'SHA-1 is broken', [{ at: '0', absent: true }], 'medium')],
    }),
    ...members('node-forge.pki.rsa', 'generateKeyPair()', {
      flows: [],
      misuses: [
        wrong('short-key', 'fewer than 2048 bits', [{ at: '0.bits', below: 2048 }]),
        wrong('short-key', 'fewer than 2048 bits', [{ at: '0', below: 2048 }]),
      ],
    }),
    ...members('node-forge.cipher', 'createCipher()', {
      flows: [],
      misuses: [
        wrong('cipher-ecb', 'equal blocks stay equal', [{ at: '0', matches: '-ecb$' }]),
        wrong('weak-cipher', 'the cipher is broken or its block too small', [
          { at: '0', matches: '^(?:3?des|rc2)' },
        ]),
      ],
    }),
    'node-rsa()': {
      flows: [],
      misuses: [wrong('short-key', 'fewer than 2048 bits', [{ at: '0.b', below: 2048 }])],
    },
    ...members('bcrypt', 'hash() hashSync()', {
      flows: [],
      cleans: 'all',
      misuses: [
        wrong('weak-key-derivation', 'few rounds are quickly tried', [{ at: '1', below: 10 }]),
        wrong('static-salt', 'the salt is constant', [{ at: '1', matches: '^\\$2' }]),
      ],
      callbacks: [{ at: '2+', params: [] }],
    }),
    ...members('bcrypt', 'genSalt() genSaltSync()', {
      flows: [],
      misuses: [
        wrong('weak-key-derivation', 'few rounds are quickly tried', [{ at: '0', below: 10 }]),
      ],
    }),
    ...members('bcrypt', 'compare() compareSync()', {
      flows: [],
      callbacks: [{ at: '2', params: [] }],
    }),
    ...members('argon2', 'hash() verify()', { flows: [], cleans: 'all' }),
    ...members('uuid', 'v1() v3() v5() v6()', {
      flows: [],
      source: { kind: 'random', what: 'identifier made of the time and the machine' },
    }),
    ...members('uuid', 'v4() v7()', { flows: [] }),
    ...members('uuid', 'validate()', { flows: [], guards: [{ at: '0', cleans: 'all' }] }),
    ...members('nanoid', 'nanoid()', { flows: [] }),
    'nanoid/non-secure.nanoid()': {
      flows: [],
      source: { kind: 'random', what: 'predictable identifier' },
    },
    'randomatic()': { flows: [], source: { kind: 'random', what: 'predictable text' } },
    'shortid.generate()': { flows: [], source: { kind: 'random', what: 'predictable identifier' } },
    'cuid()': { flows: [], source: { kind: 'random', what: 'predictable identifier' } },
    'ssh2.Client.connect()': {
      flows: [],
      misuses: [
        wrong(
          'ssh-host-key-unchecked',
          'any host is believed',
          [
            { at: '0', given: true },
            { at: '0.hostVerifier', absent: true },
            { at: '0.hostHash', absent: true },
          ],
          'medium',
        ),
      ],
    },
    'ssh2-sftp-client()': { type: 'ssh2-sftp-client.Client', flows: [] },
    'ssh2-sftp-client.Client.connect()': {
      flows: [],
      misuses: [
        wrong(
          'ssh-host-key-unchecked',
          'any host is believed',
          [
            { at: '0', given: true },
            { at: '0.hostVerifier', absent: true },
          ],
          'medium',
        ),
      ],
    },
    'node-ssh.NodeSSH.connect()': {
      flows: [],
      misuses: [
        wrong(
          'ssh-host-key-unchecked',
          'any host is believed',
          [
            { at: '0', given: true },
            { at: '0.hostVerifier', absent: true },
          ],
          'medium',
        ),
      ],
    },
  },
};
