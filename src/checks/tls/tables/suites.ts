import { laterSuiteList } from './suite-list-later.ts';
import { suiteList } from './suite-list.ts';
import { describeSuite } from './suite-name.ts';
import type { Suite } from './suite.ts';

/** Every cipher suite that is known, by code. Those of SSLv2 (three bytes) are at the end. */
export const suites: readonly Suite[] = `${suiteList.trim()}\n${laterSuiteList.trim()}`
  .split('\n')
  .map(readLine);

const byCode = new Map(suites.map((suite) => [suite.code, suite]));
const byName = indexByName();

/** Two bytes, or three for SSLv2. */
export function suiteByCode(code: number): Suite | undefined {
  return byCode.get(code);
}

/**
 * By the name of IANA, OpenSSL or GnuTLS, whatever the case. Of OpenSSL's names that SSLv2 and later versions share, the
 * later suite; `EDH-` and `DHE-` are the same, as OpenSSL renamed some of them.
 */
export function suiteByName(name: string): Suite | undefined {
  return byName.get(keyOf(name));
}

function readLine(line: string): Suite {
  const [codeText = '', name = '', openssl = '-', gnutls = '-'] = line.split(' ');
  const code = Number.parseInt(codeText, 16);
  return {
    code,
    name,
    ...namesOf(name, openssl, gnutls),
    ...describeSuite(code, name),
  };
}

function namesOf(name: string, openssl: string, gnutls: string): Pick<Suite, 'openssl' | 'gnutls'> {
  return {
    ...(openssl === '-' ? {} : { openssl: openssl === '=' ? name : openssl }),
    ...(gnutls === '-' ? {} : { gnutls: gnutls === '=' ? name : gnutls }),
  };
}

function indexByName(): ReadonlyMap<string, Suite> {
  const index = new Map<string, Suite>();
  const kinds = ['name', 'openssl', 'gnutls'] as const;
  for (const kind of kinds) {
    for (const suite of suites) {
      const key = keyOf(suite[kind] ?? '');
      if (key !== '' && !index.has(key)) index.set(key, suite);
    }
  }
  return index;
}

function keyOf(name: string): string {
  return name.toUpperCase().replace(/^(EXP-|EXP1024-)?EDH-/u, '$1DHE-');
}
