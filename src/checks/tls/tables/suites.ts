import { laterSuiteList } from './suite-list-later.ts';
import { suiteList } from './suite-list.ts';
import { describeSuite } from './suite-name.ts';
import type { Suite } from './suite.ts';

interface Table {
  readonly suites: readonly Suite[];
  readonly byCode: ReadonlyMap<number, Suite>;
  readonly byName: ReadonlyMap<string, Suite>;
}

/** Read when it is first asked for: rules are loaded at every start, and reading takes 7 ms. */
const read: { table?: Table } = {};

function table(): Table {
  read.table ??= readTable();
  return read.table;
}

function readTable(): Table {
  const suites = `${suiteList.trim()}\n${laterSuiteList.trim()}`.split('\n').map(readLine);
  return {
    suites,
    byCode: new Map(suites.map((suite) => [suite.code, suite])),
    byName: indexByName(suites),
  };
}

/** Every cipher suite that is known, by code. Those of SSLv2 (three bytes) are at the end. */
export function allSuites(): readonly Suite[] {
  return table().suites;
}

/** Two bytes, or three for SSLv2. */
export function suiteByCode(code: number): Suite | undefined {
  return table().byCode.get(code);
}

/**
 * By the name of IANA, OpenSSL or GnuTLS, whatever the case. Of OpenSSL's names that SSLv2 and later versions share, the
 * later suite; `EDH-` and `DHE-` are the same, as OpenSSL renamed some of them.
 */
export function suiteByName(name: string): Suite | undefined {
  return table().byName.get(keyOf(name));
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

function indexByName(suites: readonly Suite[]): ReadonlyMap<string, Suite> {
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
