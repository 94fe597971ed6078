import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** Certificates for tests, of every kind that servers show and of some that they should not, without OpenSSL. */
export interface MadeCertificate {
  readonly der: Buffer;
  readonly pem: string;
  readonly keyPem: string;
  readonly key: KeyObject;
  readonly name: string;
}

export interface CertificateWish {
  /** Common name of the subject. */
  readonly name: string;
  /** Who signs; itself where nobody is named. */
  readonly issuer?: MadeCertificate;
  readonly key?: KeyKind | MadeCertificate;
  /** Hash of the signature. */
  readonly hash?: 'md5' | 'sha1' | 'sha256';
  /** GeneralizedTime: `20260101000000Z`. */
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly dns?: readonly string[];
  readonly ip?: readonly (readonly number[])[];
  /** Basic constraints with cA. */
  readonly isCa?: boolean;
  readonly pathLength?: number;
  /** Object identifiers of extended key usage. */
  readonly usages?: readonly string[];
  readonly permitted?: Subtrees;
  readonly excluded?: Subtrees;
  readonly mustStaple?: boolean;
  /** Where the certificate of the issuer can be had. */
  readonly issuerUrl?: string;
}

export interface Subtrees {
  readonly dns?: readonly string[];
  /** Address and mask behind each other. */
  readonly ip?: readonly (readonly number[])[];
}

export type KeyKind = 'p256' | 'p384' | 'ed25519' | 'rsa512' | 'rsa1024' | 'rsa2048' | 'rsa-pss';

export const serverAuth = '1.3.6.1.5.5.7.3.1';
export const clientAuth = '1.3.6.1.5.5.7.3.2';

const state = { serial: 1 };

export function makeCertificate(wish: CertificateWish): MadeCertificate {
  const key = typeof wish.key === 'object' ? wish.key.key : makeKey(wish.key ?? 'p256');
  const signer = wish.issuer?.key ?? key;
  const { hash = 'sha256' } = wish;
  const algorithm = algorithmOf(signer, hash);
  const tbs = toBeSigned(wish, algorithm, createSpki(key));
  const signature = sign(signer.asymmetricKeyType === 'ed25519' ? null : hash, tbs, signer);
  const whole = der(0x30, tbs, algorithm, der(0x03, Buffer.from([0]), signature));
  const keyPem = key.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { der: whole, pem: pemOf(whole), keyPem, key, name: wish.name };
}

function toBeSigned(wish: CertificateWish, algorithm: Buffer, publicKey: Uint8Array): Buffer {
  const { notBefore = '20200101000000Z', notAfter = '20900101000000Z' } = wish;
  state.serial += 1;
  return der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([0x10, state.serial >> 8, state.serial & 0xff])),
    algorithm,
    nameOf(wish.issuer?.name ?? wish.name),
    der(0x30, time(notBefore), time(notAfter)),
    nameOf(wish.name),
    publicKey,
    der(0xa3, der(0x30, ...extensionsOf(wish))),
  );
}

function createSpki(key: KeyObject): Uint8Array {
  const publicKey = publicKeys.get(key);
  if (publicKey === undefined) throw new Error('a key of another factory');
  return publicKey.export({ type: 'spki', format: 'der' });
}

const publicKeys = new WeakMap<KeyObject, KeyObject>();

function makeKey(kind: KeyKind): KeyObject {
  const { privateKey, publicKey } = pairOf(kind);
  publicKeys.set(privateKey, publicKey);
  return privateKey;
}

function pairOf(kind: KeyKind): { privateKey: KeyObject; publicKey: KeyObject } {
  switch (kind) {
    case 'p256':
    case 'p384':
      return generateKeyPairSync('ec', { namedCurve: kind === 'p256' ? 'P-256' : 'P-384' });
    case 'ed25519':
      return generateKeyPairSync('ed25519');
    case 'rsa-pss':
      return generateKeyPairSync('rsa-pss', {
        modulusLength: 2048,
        hashAlgorithm: 'sha256',
        mgf1HashAlgorithm: 'sha256',
      });
    case 'rsa512':
    case 'rsa1024':
    case 'rsa2048':
      return generateKeyPairSync('rsa', { modulusLength: Number(kind.slice(3)) });
  }
}

const rsaSignatures = {
  md5: '1.2.840.113549.1.1.4',
  sha1: '1.2.840.113549.1.1.5',
  sha256: '1.2.840.113549.1.1.11',
} as const;

function algorithmOf({ asymmetricKeyType }: KeyObject, hash: keyof typeof rsaSignatures): Buffer {
  if (asymmetricKeyType === 'ed25519') return der(0x30, oid('1.3.101.112'));
  if (asymmetricKeyType === 'ec') {
    return der(0x30, oid(hash === 'sha1' ? '1.2.840.10045.4.1' : '1.2.840.10045.4.3.2'));
  }
  return asymmetricKeyType === 'rsa-pss'
    ? der(0x30, oid('1.2.840.113549.1.1.10'), pssParameters())
    : der(0x30, oid(rsaSignatures[hash]), der(0x05));
}

/** SHA-256, MGF1 with SHA-256, 32 octets of salt (RFC 4055 §3.1). */
function pssParameters(): Buffer {
  const sha256 = der(0x30, oid('2.16.840.1.101.3.4.2.1'), der(0x05));
  return der(
    0x30,
    der(0xa0, sha256),
    der(0xa1, der(0x30, oid('1.2.840.113549.1.1.8'), sha256)),
    der(0xa2, der(0x02, Buffer.from([32]))),
  );
}

function extensionsOf(wish: CertificateWish): readonly Buffer[] {
  const { isCa = false, pathLength, usages = [], permitted, excluded, dns = [], ip = [] } = wish;
  const length = pathLength === undefined ? [] : [der(0x02, Buffer.from([pathLength]))];
  const names = [
    ...dns.map((name) => der(0x82, Buffer.from(name))),
    ...ip.map((address) => der(0x87, Buffer.from(address))),
  ];
  const constraints = [...subtrees(0xa0, permitted), ...subtrees(0xa1, excluded)];
  return [
    ...(isCa ? [extension('2.5.29.19', der(0x30, der(0x01, Buffer.from([0xff])), ...length))] : []),
    ...(names.length > 0 ? [extension('2.5.29.17', der(0x30, ...names))] : []),
    ...(usages.length > 0 ? [extension('2.5.29.37', der(0x30, ...usages.map(oid)))] : []),
    ...(constraints.length > 0 ? [extension('2.5.29.30', der(0x30, ...constraints))] : []),
    ...(wish.issuerUrl === undefined
      ? []
      : [extension('1.3.6.1.5.5.7.1.1', issuerAt(wish.issuerUrl))]),
    ...(wish.mustStaple === true
      ? [extension('1.3.6.1.5.5.7.1.24', der(0x30, der(0x02, Buffer.from([5]))))]
      : []),
  ];
}

function issuerAt(url: string): Buffer {
  return der(0x30, der(0x30, oid('1.3.6.1.5.5.7.48.2'), der(0x86, Buffer.from(url))));
}

function subtrees(tag: number, wish: Subtrees | undefined): readonly Buffer[] {
  if (wish === undefined) return [];
  const bases = [
    ...(wish.dns ?? []).map((name) => der(0x82, Buffer.from(name))),
    ...(wish.ip ?? []).map((net) => der(0x87, Buffer.from(net))),
  ];
  return [der(tag, ...bases.map((base) => der(0x30, base)))];
}

function extension(id: string, value: Buffer): Buffer {
  return der(0x30, oid(id), der(0x04, value));
}

function nameOf(commonName: string): Buffer {
  return der(0x30, der(0x31, der(0x30, oid('2.5.4.3'), der(0x0c, Buffer.from(commonName)))));
}

/** UTCTime until 2049, as RFC 5280 §4.1.2.5 wants it. */
function time(text: string): Buffer {
  return text < '2050' ? der(0x17, Buffer.from(text.slice(2))) : der(0x18, Buffer.from(text));
}

function oid(text: string): Buffer {
  const [first = 0, second = 0, ...others] = text.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...others.flatMap(base128)]));
}

function base128(value: number): number[] {
  const low = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) low.unshift((rest & 0x7f) | 0x80);
  return low;
}

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head = length < 0x80 ? [tag, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}

function pemOf(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/gu) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
