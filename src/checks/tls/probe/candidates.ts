import type { ProtocolVersion } from '../observation.ts';
import { groups } from '../tables/groups.ts';
import { signatureSchemes } from '../tables/signature-schemes.ts';
import type { Suite } from '../tables/suite.ts';
import { allSuites } from '../tables/suites.ts';
import type { HelloStyle } from './hello.ts';

type Era = 'TLS1.2' | 'TLS1.3';

/** All that can be asked for, most wanted first: servers that follow the client show what is good about them. */
export const candidates: {
  /** Of SSLv3 on; those of SSLv2 are in one question of their own. */
  readonly suites: (version: ProtocolVersion) => readonly number[];
  readonly groups: (era: Era, style: HelloStyle) => readonly number[];
  readonly schemes: (style: HelloStyle) => readonly number[];
} = {
  suites: once((version: ProtocolVersion) =>
    allSuites()
      .filter((suite) => isOf(suite, version))
      .toSorted((a, b) => rankOfSuite(a) - rankOfSuite(b) || a.code - b.code)
      .map(({ code }) => code),
  ),
  groups: (era, style) => (style.name === 'full' ? fullGroups[era] : compactGroups[era]),
  schemes: (style) => (style.name === 'full' ? fullSchemes : compactSchemes),
};

function isOf({ era }: Suite, version: ProtocolVersion): boolean {
  if (version === 'SSLv2' || version === 'TLS1.3') return era === version;
  return era === 'SSLv3-TLS1.2' || (era === 'TLS1.2' && version === 'TLS1.2');
}

/**
 * Usual and good ones first, so that the first hundred are worth offering alone. ChaCha20 (higher codes) never leads: OpenSSL's
 * SSL_OP_PRIORITIZE_CHACHA takes that for a wish of the client.
 */
function rankOfSuite(suite: Suite): number {
  const isUsual =
    usualCiphers.has(suite.cipher) &&
    usualExchanges.has(suite.keyExchange) &&
    usualAuthentications.has(suite.authentication) &&
    !suite.isExport;
  const isGood = suite.mode === 'aead' && suite.hasForwardSecrecy;
  const isCostly = suite.keyExchange !== 'ecdhe' && suite.keyExchange !== 'any';
  return (
    (isUsual ? 0 : 8) + (isGood ? 0 : 4) + (suite.hasForwardSecrecy ? 0 : 2) + (isCostly ? 1 : 0)
  );
}

const usualCiphers: ReadonlySet<string> = new Set([
  'AES',
  'CHACHA20',
  'CAMELLIA',
  '3DES',
  'RC4',
  'DES',
  'NULL',
]);
const usualAuthentications: ReadonlySet<string> = new Set(['any', 'rsa', 'ecdsa']);
const usualExchanges: ReadonlySet<string> = new Set(['any', 'ecdhe', 'dhe', 'rsa']);

/** As clients have them today; the rest by code. */
const wantedGroups: readonly number[] = [0x11ec, 0x11eb, 0x11ed, 0x6399, 29, 23, 24, 25, 30];

const allGroups: readonly number[] = groups
  .toSorted((a, b) => rankOfGroup(a.code) - rankOfGroup(b.code))
  .map(({ code }) => code);

function rankOfGroup(code: number): number {
  const rank = wantedGroups.indexOf(code);
  return rank < 0 ? wantedGroups.length + code : rank;
}

const isFiniteField = (code: number): boolean => code >> 8 === 1;
const isKem = (code: number): boolean =>
  groups.some((it) => it.code === code && it.family === 'kem');
const isExplicit = (code: number): boolean => code === 0xff01 || code === 0xff02;

/**
 * Up to TLS 1.2 only curves: whoever offers a group of RFC 7919 asks for DHE with none but those (§4), and servers with
 * groups of their own would refuse DHE suites that they have.
 */
const fullGroups: Readonly<Record<Era, readonly number[]>> = {
  'TLS1.2': allGroups.filter((code) => !isKem(code) && !isFiniteField(code)),
  'TLS1.3': allGroups.filter((code) => !isExplicit(code)),
};

const compactGroups: Readonly<Record<Era, readonly number[]>> = {
  'TLS1.2': [29, 23, 24, 25, 30, 26, 22, 21],
  'TLS1.3': [0x11ec, 29, 23, 24, 25, 30, 256, 257],
};

/** Old servers and boxes that parse hellos narrowly know these. */
const compactSchemes: readonly number[] = [
  0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0201, 0x0203, 0x0807,
];

const fullSchemes: readonly number[] = signatureSchemes
  .toSorted((a, b) => rankOfScheme(a.code) - rankOfScheme(b.code))
  .map(({ code }) => code);

function rankOfScheme(code: number): number {
  const rank = compactSchemes.indexOf(code);
  return rank < 0 ? compactSchemes.length + code : rank;
}

function once<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}
