import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { plainCredentials } from '../test/tls/credentials.ts';
import { startNginx } from '../test/tls/servers.ts';
import { measure, median, type Measured } from './measure.ts';
import { megabytes, runCount, seconds } from './section.ts';
import { acceptedConnections } from './tls-namespace.ts';
import { readRecord } from './tls-observed.ts';
import type { TableSection } from './tls-rows.ts';
import { lockstepTls } from './tls-tools.ts';
import { scratchPath } from './tools.ts';

const ENDPOINTS = 1000;
const LEAST_PER_SECOND = 50;
const MAX_BYTES = 200e6;

interface MassRun extends Measured {
  readonly connections: number;
  readonly wrong: number;
}

/** An inventory: a thousand addresses of loopback, all served by one nginx on the same machine. */
export async function benchMass(): Promise<TableSection> {
  const server = await startNginx({
    credentials: [plainCredentials('ecdsa')],
    lines: ['ssl_protocols TLSv1.2 TLSv1.3;', 'ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;'],
    // Every address of 127.0.0.0/8 is this machine; the network namespace keeps others out.
    address: '0.0.0.0',
  });
  try {
    const folder = inventory(server.port);
    const rows: string[][] = [];
    const full = await runMany(folder, 'full');
    rows.push(cells('full', full));
    rows.push(cells('quick', await runMany(folder, 'quick')));
    const rate = ENDPOINTS / (median(full.map(({ wallMs }) => wallMs)) / 1000);
    const bytes = Math.max(...full.map(({ peakBytes }) => peakBytes));
    return {
      title: 'A thousand endpoints',
      about: [
        `${ENDPOINTS} addresses of loopback in an inventory, served by one nginx (one process) on the same processor cores`,
        'wrong: endpoints whose observation says anything else than three suites in TLS 1.2 and three in TLS 1.3',
      ],
      columns: [
        'mode',
        'wall time',
        'endpoints/s',
        'processor time',
        'peak memory',
        'connections',
        'wrong',
      ],
      rows,
      goals: [
        { text: `full: at least ${LEAST_PER_SECOND} endpoints/s`, met: rate >= LEAST_PER_SECOND },
        { text: `at most ${megabytes(MAX_BYTES)} MB`, met: bytes <= MAX_BYTES },
        { text: 'nothing wrong', met: full.every(({ wrong }) => wrong === 0) },
      ],
    };
  } finally {
    await server.stop();
  }
}

function inventory(port: number): string {
  const folder = scratchPath('mass');
  mkdirSync(folder, { recursive: true });
  const lines = Array.from(
    { length: ENDPOINTS },
    (_, index) => `127.1.${Math.floor(index / 250)}.${(index % 250) + 1}:${port}`,
  );
  writeFileSync(path.join(folder, 'endpoints.txt'), `${lines.join('\n')}\n`);
  const policy = 'version: 1\nproduct: mass\nendpoints-file: endpoints.txt\n';
  writeFileSync(path.join(folder, 'lockstep.yaml'), policy);
  return folder;
}

async function runMany(folder: string, mode: 'full' | 'quick'): Promise<readonly MassRun[]> {
  const runs: MassRun[] = [];
  for (let round = 1; round <= runCount; round += 1) {
    const record = scratchPath(`mass-${mode}-${round}.ndjson`);
    const [program = '', ...args] = lockstepTls('--mode', mode, '--record', record);
    const before = acceptedConnections();
    const measured = await measure({
      program,
      args: [...args, '--format', 'terminal', '--output', scratchPath('mass.txt')],
      cwd: folder,
      env: { LOCKSTEP_KEY: 'bench'.repeat(8), XDG_CACHE_HOME: scratchPath('mass-cache') },
      good: [0, 1, 2],
    });
    const connections = acceptedConnections() - before;
    runs.push({ ...measured, connections, wrong: wrongOf(record, mode) });
    process.stderr.write(`  ${round}/${runCount} ${mode}: ${seconds(measured.wallMs)}\n`);
  }
  return runs;
}

/** Quick looks at the suites that a server prefers only. */
function wrongOf(record: string, mode: 'full' | 'quick'): number {
  const good = readRecord(record).filter(({ versions, suites }) => {
    const isThere = versions['TLS1.2'] === 'yes' && versions['TLS1.3'] === 'yes';
    const isComplete = suites['TLS1.2']?.length === 3 && suites['TLS1.3']?.length === 3;
    return isThere && versions['TLS1.1'] === 'no' && (mode === 'quick' || isComplete);
  });
  return ENDPOINTS - good.length;
}

function cells(mode: string, runs: readonly MassRun[]): string[] {
  const wallMs = median(runs.map((run) => run.wallMs));
  const peak = Math.max(...runs.map(({ peakBytes }) => peakBytes));
  return [
    mode,
    seconds(wallMs),
    (ENDPOINTS / (wallMs / 1000)).toFixed(0),
    seconds(median(runs.map(({ cpuMs }) => cpuMs))),
    `${megabytes(peak)} MB`,
    String(median(runs.map(({ connections }) => connections))),
    String(Math.max(...runs.map(({ wrong }) => wrong))),
  ];
}
