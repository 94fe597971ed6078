// Asks the peers for the suites of every server of the set and records on what they agree:
// `node --import tsx bench/tls-truth.ts [id …]`. Takes an hour; tests compare with the record.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serverSet } from '../test/tls/server-set.ts';
import { measure } from './measure.ts';
import { nmap, peers, sslscan, sslyze, testssl, type Suites } from './tls-tools.ts';

const file = fileURLToPath(new URL('../test/tls/suites.json', import.meta.url));

/** By server: by version, codes in hexadecimal, and which peers say exactly this. */
interface Truth {
  readonly suites: Readonly<Record<string, readonly string[]>>;
  readonly saidBy: readonly string[];
  /** Peers that say something else, and what they add or leave out. */
  readonly others: Readonly<Record<string, string>>;
}

const wanted = process.argv.slice(2);
const known: Record<string, Truth> = readTruth();
for (const { id, lacks, start } of serverSet) {
  if (wanted.length > 0 && !wanted.includes(id)) continue;
  if (lacks() !== false) continue;
  const server = await start();
  try {
    const said: (readonly [string, Suites])[] = [];
    for (const tool of peers(() => testssl('suites'), nmap, sslscan, sslyze)) {
      await measure(tool.command(server));
      said.push([tool.title, tool.suites()]);
    }
    known[id] = agree(said);
    process.stderr.write(`${id}: ${known[id]?.saidBy.join(', ')}\n`);
    const sorted = Object.entries(known).toSorted(([a], [b]) => (a < b ? -1 : 1));
    writeFileSync(file, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
  } finally {
    await server.stop();
  }
}

/** What every peer has seen at least once: each proved what it saw by a handshake; what it did not see proves nothing. */
function agree(said: readonly (readonly [string, Suites])[]): Truth {
  const all = new Map<string, Set<number>>();
  for (const [, suites] of said) {
    for (const [version, codes = []] of Object.entries(suites)) {
      const set = all.get(version) ?? new Set();
      for (const code of codes) set.add(code);
      all.set(version, set);
    }
  }
  const versions = [...all.keys()].toSorted();
  const suites = Object.fromEntries(versions.map((version) => [version, hex(all.get(version))]));
  const saidBy = said.filter(([, one]) => missing(one, all) === '').map(([title]) => title);
  const others = said.flatMap(([title, one]) => {
    const what = missing(one, all);
    return what === '' ? [] : [[title, `misses ${what}`] as const];
  });
  return { suites, saidBy, others: Object.fromEntries(others) };
}

/** `3 of TLS1.2`; empty when nothing is missing. */
function missing(suites: Suites, all: ReadonlyMap<string, ReadonlySet<number>>): string {
  return [...all]
    .map(([version, codes]) => [version, codes.size - (suites[version]?.length ?? 0)] as const)
    .filter(([, count]) => count > 0)
    .map(([version, count]) => `${count} of ${version}`)
    .join(', ');
}

function hex(codes: ReadonlySet<number> = new Set()): readonly string[] {
  return [...codes].toSorted((a, b) => a - b).map((code) => code.toString(16).padStart(4, '0'));
}

function readTruth(): Record<string, Truth> {
  try {
    // oxlint-disable-next-line no-unsafe-type-assertion -- written by this program
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, Truth>;
  } catch {
    return {};
  }
}
