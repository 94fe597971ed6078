import type { Suite } from '../tables/suite.ts';

/** A suite with what the words of a cipher list ask about. */
export interface CipherEntry {
  readonly suite: Suite;
  readonly opensslName: string;
  /** Removed from OpenSSL in 1.1.0 (2016): only asked for by its own name, or by a word that is about nothing else. */
  readonly isRetired: boolean;
  readonly strength: 'high' | 'medium' | 'low' | 'export' | 'none';
  /** In `ALL`, but not in `DEFAULT`. */
  readonly isNotDefault: boolean;
  readonly minVersion: 'SSLv3' | 'TLS1.0' | 'TLS1.2';
}

type Claim = (entry: CipherEntry) => boolean;

const retiredKeyExchanges = new Set(['dh', 'ecdh', 'kerberos']);
const retiredCiphers = new Set(['DES', 'RC2', 'FORTEZZA', 'DES40', 'RC2_40', 'RC4_40']);
const notDefaultCiphers = new Set(['3DES', 'RC4', 'IDEA', 'SEED', 'CAMELLIA', 'ARIA']);
const mediumCiphers = new Set(['3DES', 'RC4', 'IDEA', 'SEED', 'RC2']);

/** Told from the name parts as in OpenSSL 3.0 (ssl/s3_lib.c, Apache-2.0); compared with the program in a test. */
export function toCipherEntry(suite: Suite): CipherEntry | undefined {
  // Drafts of suites bear the names of those that they became.
  if (suite.name.startsWith('OLD_')) return undefined;
  if (suite.openssl === undefined || (suite.era !== 'SSLv3-TLS1.2' && suite.era !== 'TLS1.2')) {
    return undefined;
  }
  const isRetired =
    suite.isExport ||
    retiredKeyExchanges.has(suite.keyExchange) ||
    retiredCiphers.has(suite.cipher);
  return {
    suite,
    opensslName: suite.openssl,
    isRetired,
    strength: strengthOf(suite),
    isNotDefault:
      notDefaultCiphers.has(suite.cipher) ||
      (suite.authentication === 'none' && suite.cipher !== 'NULL') ||
      suite.authentication === 'dsa' ||
      isCcm(suite),
    minVersion: minVersionOf(suite),
  };
}

/** The words of OpenSSL's cipher lists (openssl-ciphers(1), 1.0.2 to 3.5); undefined for one that it does not know. */
export function claimOf(word: string): Claim | undefined {
  return current.get(word) ?? retired.get(word);
}

/** Whether the word asks for suites that newer libraries do not have. */
export function isRetiredWord(word: string): boolean {
  return retired.has(word);
}

const kx =
  (...kinds: readonly string[]): Claim =>
  ({ suite }) =>
    kinds.includes(suite.keyExchange);
const auth =
  (...kinds: readonly string[]): Claim =>
  ({ suite }) =>
    kinds.includes(suite.authentication);
const cipher =
  (name: string, bits?: number): Claim =>
  ({ suite }) =>
    suite.cipher === name && (bits === undefined || suite.bits === bits);
const mac =
  (name: string): Claim =>
  ({ suite }) =>
    suite.mac === name;
const both =
  (one: Claim, other: Claim): Claim =>
  (entry) =>
    one(entry) && other(entry);
const not =
  (claim: Claim): Claim =>
  (entry) =>
    !claim(entry);
const since =
  (version: CipherEntry['minVersion']): Claim =>
  (entry) =>
    entry.minVersion === version;
const strength =
  (name: CipherEntry['strength']): Claim =>
  (entry) =>
    entry.strength === name;

const isNull = cipher('NULL');
const isAnonymous = auth('none');
const isDhe = kx('dhe');
const isEcdhe = kx('ecdhe');
const isPsk = kx('psk', 'rsa-psk', 'dhe-psk', 'ecdhe-psk');
const isAesCcm: Claim = ({ suite }) => suite.cipher === 'AES' && isCcm(suite);

const current: ReadonlyMap<string, Claim> = new Map<string, Claim>([
  ['ALL', not(isNull)],
  ['COMPLEMENTOFALL', isNull],
  ['COMPLEMENTOFDEFAULT', (entry) => entry.isNotDefault],
  ['kRSA', kx('rsa')],
  ['kEDH', isDhe],
  ['kDHE', isDhe],
  ['DH', isDhe],
  ['kEECDH', isEcdhe],
  ['kECDHE', isEcdhe],
  ['ECDH', isEcdhe],
  ['kPSK', kx('psk')],
  ['kRSAPSK', kx('rsa-psk')],
  ['kECDHEPSK', kx('ecdhe-psk')],
  ['kDHEPSK', kx('dhe-psk')],
  ['kSRP', kx('srp')],
  ['kGOST', kx('gost')],
  ['aRSA', ({ suite }) => signsWithRsa(suite)],
  ['aDSS', ({ suite }) => suite.authentication === 'dsa'],
  ['DSS', ({ suite }) => suite.authentication === 'dsa'],
  ['aNULL', isAnonymous],
  ['aECDSA', auth('ecdsa')],
  ['ECDSA', auth('ecdsa')],
  ['aPSK', auth('psk')],
  ['aGOST', auth('gost')],
  ['aGOST01', auth('gost')],
  ['aGOST12', auth('gost')],
  ['aSRP', auth('srp')],
  ['EDH', both(isDhe, not(isAnonymous))],
  ['DHE', both(isDhe, not(isAnonymous))],
  ['EECDH', both(isEcdhe, not(isAnonymous))],
  ['ECDHE', both(isEcdhe, not(isAnonymous))],
  ['NULL', isNull],
  ['eNULL', isNull],
  ['RSA', both(kx('rsa'), auth('rsa'))],
  ['ADH', both(isDhe, isAnonymous)],
  ['AECDH', both(isEcdhe, isAnonymous)],
  ['PSK', isPsk],
  ['SRP', kx('srp')],
  ['3DES', cipher('3DES')],
  ['RC4', cipher('RC4')],
  ['IDEA', cipher('IDEA')],
  ['SEED', cipher('SEED')],
  ['AES', cipher('AES')],
  ['AES128', cipher('AES', 128)],
  ['AES256', cipher('AES', 256)],
  ['AESGCM', ({ suite }) => suite.cipher === 'AES' && suite.name.includes('_GCM')],
  ['AESCCM', isAesCcm],
  ['AESCCM8', both(isAesCcm, ({ suite }) => isCcm8(suite))],
  ['CAMELLIA', cipher('CAMELLIA')],
  ['CAMELLIA128', cipher('CAMELLIA', 128)],
  ['CAMELLIA256', cipher('CAMELLIA', 256)],
  ['CHACHA20', cipher('CHACHA20')],
  ['ARIA', cipher('ARIA')],
  ['ARIAGCM', cipher('ARIA')],
  ['ARIA128', cipher('ARIA', 128)],
  ['ARIA256', cipher('ARIA', 256)],
  ['CBC', ({ suite }) => suite.mode === 'cbc'],
  ['MD5', mac('md5')],
  ['SHA1', mac('sha1')],
  ['SHA', mac('sha1')],
  ['SHA256', mac('sha256')],
  ['SHA384', mac('sha384')],
  ['SSLv3', since('SSLv3')],
  ['TLSv1', since('TLS1.0')],
  ['TLSv1.0', since('TLS1.0')],
  ['TLSv1.2', since('TLS1.2')],
  ['MEDIUM', strength('medium')],
  ['HIGH', strength('high')],
  [
    'FIPS',
    (entry) =>
      entry.suite.keyExchange !== 'srp' &&
      (entry.suite.cipher === '3DES' || (entry.suite.cipher === 'AES' && !isCcm(entry.suite))),
  ],
]);

const retired: ReadonlyMap<string, Claim> = new Map<string, Claim>([
  ['LOW', strength('low')],
  ['EXP', strength('export')],
  ['EXPORT', strength('export')],
  ['EXPORT40', both(strength('export'), ({ suite }) => suite.bits === 40)],
  ['EXPORT56', both(strength('export'), ({ suite }) => suite.bits === 56)],
  ['DES', cipher('DES')],
  ['RC2', cipher('RC2')],
  ['kDH', kx('dh')],
  ['kDHr', both(kx('dh'), auth('rsa'))],
  ['kDHd', both(kx('dh'), auth('dsa'))],
  ['aDH', kx('dh')],
  ['kECDH', kx('ecdh')],
  ['kECDHr', both(kx('ecdh'), auth('rsa'))],
  ['kECDHe', both(kx('ecdh'), auth('ecdsa'))],
  ['aECDH', kx('ecdh')],
  ['KRB5', kx('kerberos')],
]);

function strengthOf(suite: Suite): CipherEntry['strength'] {
  if (suite.cipher === 'NULL') return 'none';
  if (suite.isExport) return 'export';
  if (suite.cipher === 'DES') return 'low';
  return mediumCiphers.has(suite.cipher) ? 'medium' : 'high';
}

/** Suites with the hashes of TLS 1.2 need it; those with elliptic curves, and PSK with SHA-2, need TLS 1.0. */
function minVersionOf({ era, keyExchange, mac: hash }: Suite): CipherEntry['minVersion'] {
  const isPskSha2 = keyExchange.includes('psk') && (hash === 'sha256' || hash === 'sha384');
  if (isPskSha2) return 'TLS1.0';
  if (era === 'TLS1.2') return 'TLS1.2';
  return keyExchange.includes('ecdhe') ? 'TLS1.0' : 'SSLv3';
}

/** RSA-PSK proves the server by RSA as well. */
function signsWithRsa({ authentication, keyExchange }: Suite): boolean {
  return authentication === 'rsa' || keyExchange === 'rsa-psk';
}

function isCcm({ name }: Suite): boolean {
  return name.includes('_CCM');
}

function isCcm8({ name }: Suite): boolean {
  return name.endsWith('_CCM_8') || name.endsWith('_CCM_8_SHA256');
}
