import { suiteByName } from '../src/checks/tls/tables/suites.ts';
import type { Suites } from './tls-tools.ts';

/** What each scanner writes about suites, brought into one form: codes by version. */

/** `TLS1.2` of `TLSv1.2`, `tls1_2`, `TLS 1.2`, `ssl3`, … */
function versionOf(text: string): string {
  const [, family = '', major = '', minor] =
    /^(ssl|tls)[\s_v]*(\d)(?:[._](\d))?$/i.exec(text.trim()) ?? [];
  if (family.toLowerCase() === 'ssl') return `SSLv${major}`;
  return `TLS${major}.${minor ?? '0'}`;
}

type Found = readonly (readonly [string, number])[];

function collect(found: Found): Suites {
  const sets = new Map<string, Set<number>>();
  for (const [version, code] of found) {
    sets.set(version, (sets.get(version) ?? new Set()).add(code));
  }
  const sorted = [...sets].map(
    ([version, codes]) => [version, [...codes].toSorted((a, b) => a - b)] as const,
  );
  return Object.fromEntries(sorted.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Of the first observation in a record, its first address. */
export function suitesOfOurs(record: string): Suites {
  const [line = '{}'] = record.split('\n');
  // oxlint-disable-next-line no-unsafe-type-assertion -- written by the run before
  const { addresses } = JSON.parse(line) as {
    readonly addresses?: readonly {
      readonly suites: Readonly<Record<string, { readonly codes: readonly number[] }>>;
    }[];
  };
  const [first] = addresses ?? [];
  return collect(
    Object.entries(first?.suites ?? {}).flatMap(([version, { codes }]) =>
      codes.map((code) => [version, code] as const),
    ),
  );
}

/** Ids such as `cipher-tls1_2_xc02c`. */
export function suitesOfTestssl(json: string): Suites {
  const ids = [...json.matchAll(/"id"\s*:\s*"cipher-(ssl\d|tls\d(?:_\d)?)_x([0-9a-f]+)"/gi)];
  return collect(
    ids.map(([, version = '', code = '']) => [versionOf(version), Number.parseInt(code, 16)]),
  );
}

export function suitesOfSslscan(xml: string): Suites {
  const tags = [...xml.matchAll(/<cipher [^>]*sslversion="([^"]+)"[^>]* id="0x([0-9A-F]+)"/gi)];
  return collect(
    tags.map(([, version = '', code = '']) => [versionOf(version), Number.parseInt(code, 16)]),
  );
}

/** SSLv2 kinds by the names that nmap's script has for them (draft-hickman-netscape-ssl-00 §C.4). */
const nmapSslv2: Readonly<Record<string, number>> = {
  SSL2_RC4_128_WITH_MD5: 0x010080,
  SSL2_RC4_128_EXPORT40_WITH_MD5: 0x020080,
  SSL2_RC2_128_CBC_WITH_MD5: 0x030080,
  SSL2_RC2_128_CBC_EXPORT40_WITH_MD5: 0x040080,
  SSL2_IDEA_128_CBC_WITH_MD5: 0x050080,
  SSL2_DES_64_CBC_WITH_MD5: 0x060040,
  SSL2_DES_192_EDE3_CBC_WITH_MD5: 0x0700c0,
};

export function suitesOfNmap(xml: string): Suites {
  const old = [...xml.matchAll(/<elem>(SSL2_\w+)<\/elem>/g)].flatMap(([, name = '']) =>
    codesOf('SSLv2', nmapSslv2[name]),
  );
  const tables = xml.split(/<table key="(?=(?:SSL|TLS)v)/).slice(1);
  const found = tables.flatMap((table) => {
    const version = versionOf(table.slice(0, table.indexOf('"')));
    const names = [...table.matchAll(/<elem key="name">(\w+)<\/elem>/g)];
    return names.flatMap(([, name = '']) => codesOf(version, codeOf(name)));
  });
  return collect([...old, ...found]);
}

export function suitesOfSslyze(json: string): Suites {
  if (json === '') return {};
  // oxlint-disable-next-line no-unsafe-type-assertion -- written by the run before
  const report = JSON.parse(json) as SslyzeReport;
  const results = Object.entries(report.server_scan_results[0]?.scan_result ?? {});
  return collect(
    results.flatMap(([key, { result }]) => {
      const version = /^(ssl_\d|tls_\d_\d)(?:_\d)?_cipher_suites$/.exec(key)?.[1];
      if (version === undefined) return [];
      return (result?.accepted_cipher_suites ?? []).flatMap(({ cipher_suite: { name } }) =>
        codesOf(versionOf(version.replace('_', ' ')), codeOf(name)),
      );
    }),
  );
}

interface SslyzeReport {
  readonly server_scan_results: readonly {
    readonly scan_result: Readonly<
      Record<
        string,
        {
          readonly result: {
            readonly accepted_cipher_suites?: readonly {
              readonly cipher_suite: { readonly name: string };
            }[];
          } | null;
        }
      >
    >;
  }[];
}

function codesOf(version: string, code: number | undefined): Found {
  return code === undefined ? [] : [[version, code]];
}

/** nmap gives suites of TLS 1.3 a key exchange of its own. */
function codeOf(name: string): number | undefined {
  const code = suiteByName(name.replace('TLS_AKE_WITH_', 'TLS_'))?.code;
  if (code === undefined) process.stderr.write(`no suite is called ${name}\n`);
  return code;
}
