import { serverSet } from '../test/tls/server-set.ts';
import { startDelaying } from '../test/tls/networks.ts';
import type { Server } from '../test/tls/processes.ts';
import type { Goal } from './section.ts';
import { floorOf } from './tls-floor.ts';
import { readRecord } from './tls-observed.ts';
import {
  measureScans,
  scanCells,
  scanColumns,
  type ScanRow,
  type TableSection,
} from './tls-rows.ts';
import { nmap, ours, peers, recordOf, sslscan, sslyze, testssl } from './tls-tools.ts';

const MAX_GOOD_MS = 300;
const MAX_GOOD_CONNECTIONS = 32;
const LEAST_TIMES_TESTSSL = 100;
const LEAST_TIMES_SSLSCAN = 2;
const MAX_OVER_FLOOR = 1.3;
const RTT_MS = 50;
const MAX_FAR_MS = 3000;

/** What most endpoints are: nginx with a sound configuration. */
export async function benchGood(): Promise<TableSection> {
  const tools = peers(sslscan, nmap, sslyze, () => testssl('all'));
  return withServer('nginx-good', async (server) => {
    const rows = await measureScans(server, [ours('full'), ours('quick'), ...tools]);
    const [full] = rows;
    const times = (id: string): number => (find(rows, id)?.wallMs ?? NaN) / (full?.wallMs ?? NaN);
    return {
      title: 'A good endpoint',
      about: [
        'nginx with TLS 1.2 and 1.3, three suites each, ten groups, on loopback',
        `the least that any scanner needs for it: ${floorHere('full')} connections (tls-floor.ts)`,
      ],
      columns: scanColumns,
      rows: rows.map(scanCells),
      goals: [
        goal(`full scan within ${MAX_GOOD_MS} ms`, (full?.wallMs ?? NaN) <= MAX_GOOD_MS),
        goal(
          `at most ${MAX_GOOD_CONNECTIONS} connections`,
          (full?.connections ?? NaN) <= MAX_GOOD_CONNECTIONS,
        ),
        goal(
          `at least ${LEAST_TIMES_TESTSSL} times faster than testssl.sh (${times('testssl-all').toFixed(0)} times)`,
          times('testssl-all') >= LEAST_TIMES_TESTSSL,
        ),
        goal(
          `at least ${LEAST_TIMES_SSLSCAN} times faster than sslscan (${times('sslscan').toFixed(1)} times)`,
          times('sslscan') >= LEAST_TIMES_SSLSCAN,
        ),
        underFloor(full),
      ],
    };
  });
}

/** As much as today's OpenSSL can be talked into. */
export async function benchWeak(): Promise<TableSection> {
  return benchBad('nginx-weak', 'A weak endpoint', 'nginx with TLS 1.0 to 1.3 and all suites');
}

/** What peers that rely on today's OpenSSL cannot see. */
export async function benchOld(): Promise<TableSection> {
  return benchBad('node-0.10', 'An old endpoint', 'Node 0.10 (OpenSSL 1.0.1r): SSLv2 to TLS 1.2');
}

async function benchBad(id: string, title: string, about: string): Promise<TableSection> {
  return withServer(id, async (server) => {
    const tools = peers(
      sslscan,
      nmap,
      sslyze,
      () => testssl('suites'),
      () => testssl('all'),
    );
    const rows = await measureScans(server, [ours('full'), ...tools]);
    return {
      title,
      about: [
        `${about}, on loopback`,
        `the least that any scanner needs for it: ${floorHere('full')} connections (tls-floor.ts)`,
      ],
      columns: scanColumns,
      rows: rows.map(scanCells),
      goals: [
        goal(
          'no scanner tells more suites',
          rows.every(({ suites }) => suites <= (rows[0]?.suites ?? NaN)),
        ),
        underFloor(rows[0]),
      ],
    };
  });
}

/** Far away: every round trip takes its time. */
export async function benchDistance(): Promise<TableSection> {
  return withServer('nginx-good', async (server) => {
    const far = await startDelaying(server, RTT_MS);
    try {
      const tools = [
        ours('full'),
        ours('quick'),
        ...peers(sslscan, nmap, sslyze, () => testssl('suites')),
      ];
      const rows = await measureScans(far, tools, () => far.connections());
      return {
        title: 'A distant endpoint',
        about: [`the good endpoint behind a proxy that makes a round trip take ${RTT_MS} ms`],
        columns: scanColumns,
        rows: rows.map(scanCells),
        goals: [goal(`full scan within ${MAX_FAR_MS} ms`, (rows[0]?.wallMs ?? NaN) <= MAX_FAR_MS)],
      };
    } finally {
      await far.stop();
    }
  });
}

/** Starts a server of the set, and ends it whatever happens. */
export async function withServer<Result>(
  id: string,
  work: (server: Server) => Promise<Result>,
): Promise<Result> {
  const found = serverSet.find((server) => server.id === id);
  const lacks = found?.lacks() ?? 'no such server';
  if (found === undefined || lacks !== false) throw new Error(`${id}: ${lacks}`);
  const server = await found.start();
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

function find(rows: readonly ScanRow[], id: string): ScanRow | undefined {
  return rows.find(({ tool }) => tool.id === id);
}

function goal(text: string, met: boolean): Goal {
  return { text, met };
}

/** From what the last full scan observed. */
function floorHere(mode: 'full'): number {
  const [observed] = readRecord(recordOf(mode));
  return observed === undefined ? NaN : floorOf(observed);
}

function underFloor(row: ScanRow | undefined): Goal {
  const ratio = (row?.connections ?? NaN) / floorHere('full');
  return goal(
    `at most ${MAX_OVER_FLOOR} times the least number of connections (${ratio.toFixed(2)} times)`,
    ratio <= MAX_OVER_FLOOR,
  );
}
