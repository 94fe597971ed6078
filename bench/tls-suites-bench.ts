import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serverSet } from '../test/tls/server-set.ts';
import { measure } from './measure.ts';
import { floorOf } from './tls-floor.ts';
import { readRecord } from './tls-observed.ts';
import type { TableSection } from './tls-rows.ts';
import { ours, recordOf } from './tls-tools.ts';

const MAX_OVER_FLOOR = 1.3;

interface Truth {
  readonly suites: Readonly<Record<string, readonly string[]>>;
  readonly saidBy: readonly string[];
  readonly others: Readonly<Record<string, string>>;
}

/** Every server of the set, beside what the peers said of it (`tls-truth.ts` asks them). */
export async function benchSuites(): Promise<TableSection> {
  const file = fileURLToPath(new URL('../test/tls/suites.json', import.meta.url));
  // oxlint-disable-next-line no-unsafe-type-assertion -- written by tls-truth.ts
  const truths = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Truth>>;
  const rows: string[][] = [];
  const ratios: number[] = [];
  let differing = 0;
  const tool = ours('full');
  for (const { id, lacks, start } of serverSet) {
    const truth = truths[id];
    if (truth === undefined || lacks() !== false) continue;
    const server = await start();
    try {
      await measure(tool.command(server));
    } finally {
      await server.stop();
    }
    const difference = differ(truth, tool.suites());
    differing += difference === '' ? 0 : 1;
    const [observed] = readRecord(recordOf('full'));
    const floor = observed === undefined ? NaN : floorOf(observed);
    const connections = observed?.connections ?? NaN;
    ratios.push(connections / floor);
    rows.push([
      id,
      String(Object.values(truth.suites).reduce((sum, codes) => sum + codes.length, 0)),
      difference === '' ? 'the same' : `**${difference}**`,
      othersText(truth),
      `${connections} (${(connections / floor).toFixed(2)} × ${floor})`,
    ]);
    process.stderr.write(`  ${id}: ${rows.at(-1)?.slice(2).join('; ')}\n`);
  }
  return {
    title: 'Suites of every server of the set',
    about: [
      'truth: every suite that testssl.sh, nmap, sslscan or sslyze has seen in a handshake, recorded in test/tls/suites.json',
      'of a peer what it had written after 60 s counts: on openssl-client-certificate sslyze was stopped there, so what it misses it did not come to',
      'connections: those of a full scan, and how many times the least number that is (tls-floor.ts)',
    ],
    columns: ['server', 'suites', 'Lockstep', 'peers that miss some', 'connections'],
    rows,
    goals: [
      { text: 'the same suites on every server', met: differing === 0 },
      {
        text: `at most ${MAX_OVER_FLOOR} times the least number of connections (worst ${Math.max(...ratios).toFixed(2)})`,
        met: Math.max(...ratios) <= MAX_OVER_FLOOR,
      },
    ],
  };
}

function differ(truth: Truth, found: Readonly<Partial<Record<string, readonly number[]>>>): string {
  const versions = [...new Set([...Object.keys(truth.suites), ...Object.keys(found)])].toSorted();
  return versions
    .flatMap((version) => {
      const there = new Set((truth.suites[version] ?? []).map((code) => Number.parseInt(code, 16)));
      const told = new Set(found[version]);
      const missed = [...there].filter((code) => !told.has(code)).length;
      const more = [...told].filter((code) => !there.has(code)).length;
      return [
        ...(missed > 0 ? [`misses ${missed} of ${version}`] : []),
        ...(more > 0 ? [`${more} more in ${version}`] : []),
      ];
    })
    .join(', ');
}

function othersText(truth: Truth): string {
  const others = Object.entries(truth.others).map(([title, what]) => `${title.trim()} ${what}`);
  return others.length === 0 ? 'none' : others.join('; ');
}
