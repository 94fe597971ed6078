import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { expandCipherList } from '../../src/checks/tls/settings/cipher-list.ts';
import { allSuites } from '../../src/checks/tls/tables/suites.ts';
import { lacksPrograms, requireProgram } from './programs.ts';

const suites = allSuites();

const skip = lacksPrograms('openssl');
/** OpenSSL says it for the suites that it was built with, TLS 1.3 apart. */
const tls13 = /^TLS_/;

function askOpenssl(list: string): readonly string[] {
  try {
    const text = execFileSync(requireProgram('openssl'), ['ciphers', '--', list], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return text
      .trim()
      .split(':')
      .filter((name) => name !== '' && !tls13.test(name));
  } catch {
    // A list that no suite is left of is an error to the program.
    return [];
  }
}

/** Suites that this build of OpenSSL has. */
function builtIn(): typeof suites {
  const names = new Set(askOpenssl('ALL:COMPLEMENTOFALL'));
  return suites.filter((suite) => suite.era !== 'SSLv2' && names.has(suite.openssl ?? ''));
}

const words = `
  ALL COMPLEMENTOFALL COMPLEMENTOFDEFAULT HIGH MEDIUM FIPS SSLv3 TLSv1 TLSv1.2 kRSA kDHE
  kEDH kECDHE kEECDH kPSK kRSAPSK kDHEPSK PSK SRP RSA DH ECDH DHE EDH ECDHE EECDH ADH
  AECDH aRSA aDSS aECDSA aNULL eNULL NULL AES AES128 AES256 AESGCM AESCCM AESCCM8 CHACHA20
  CAMELLIA CAMELLIA256 ARIA ARIA128 SEED IDEA 3DES RC4 CBC SHA1 SHA SHA256 SHA384 MD5
  unheard-of SUITEB128 SUITEB192
`
  .trim()
  .split(/\s+/);

test('every word stands for the suites, in the order, that OpenSSL says', { skip }, () => {
  const known = builtIn();
  for (const word of ['DEFAULT', 'DEFAULT:!kRSA', ...words]) assertSame(word, known);
});

test('lists of real configurations stand for what OpenSSL says', { skip }, () => {
  const known = builtIn();
  for (const list of [
    'HIGH:!aNULL:!MD5',
    'ECDHE+AESGCM:ECDHE+CHACHA20:DHE+AESGCM:!aNULL:!MD5:!DSS',
    'kEECDH+AESGCM:kEDH+AESGCM:+RSA:@STRENGTH',
    'ALL:!ADH:!LOW:!EXP:!RC4:+HIGH:+MEDIUM',
    'DEFAULT@SECLEVEL=1',
    'ECDHE-RSA-AES128-GCM-SHA256:ECDHE:!COMPLEMENTOFDEFAULT',
    'EECDH+ECDSA+AESGCM EECDH+aRSA+AESGCM EECDH+SHA384 EECDH !aNULL !eNULL',
  ]) {
    assertSame(list, known);
  }
});

test('random lists stand for what OpenSSL says', { skip }, () => {
  const known = builtIn();
  const word = fc.constantFrom(...words);
  const rule = fc
    .tuple(
      fc.constantFrom('', '', '', '!', '-', '+'),
      fc.array(word, { minLength: 1, maxLength: 2 }),
    )
    .map(([sign, parts]) => sign + parts.join('+'));
  const list = fc.array(
    fc.oneof({ weight: 9, arbitrary: rule }, { weight: 1, arbitrary: fc.constant('@STRENGTH') }),
    {
      minLength: 1,
      maxLength: 6,
    },
  );
  fc.assert(
    fc.property(list, (rules) => assertSame(rules.join(':'), known)),
    { seed: 5, numRuns: 150 },
  );
});

function assertSame(list: string, known: typeof suites): void {
  const ours = expandCipherList(list, known).suites.map((suite) => suite.openssl);
  assert.deepEqual(ours, askOpenssl(list), list);
}
