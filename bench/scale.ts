/**
 * Measures what docs/scale.md computes with, on PostgreSQL with the settings that it comes with, and writes scale.json and
 * scale.md: `npm run build && node --import tsx bench/scale.ts`. Client, service and database share the machine.
 */
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { gzipSync } from 'node:zlib';
import { openJobQueue } from '../src/service/jobs/job-queue.ts';
import { openDatabase, type Database } from '../src/store/database.ts';
import { measure } from './measure.ts';
import { product, repository } from './paths.ts';
import { startPostgres } from './postgres.ts';
import { bytesElsewhere } from './scale-builds.ts';
import type { ScaleFigures } from './scale-figures.ts';
import { codeReport, sbom } from './scale-inputs.ts';
import { scaleReport } from './scale-report.ts';
import { percentile, sarif, serve, SERVICE, stop, type Running } from './served.ts';
import { treeBytes } from './tree-bytes.ts';

const RESULTS = 10_000;
const IMPORTS = [
  { clients: 1, reports: 10 },
  { clients: 4, reports: 40 },
  { clients: 8, reports: 50 },
] as const;
const RUNS = { repositories: 200, each: 10, clients: 8 } as const;
const GATE = { clients: 16, requests: 10_000 } as const;
const JOBS = { count: 1_000, workers: 64 } as const;
const SBOMS = { count: 50, components: 500 } as const;

const say = (text: string): unknown => process.stderr.write(`${text}\n`);
const round = (value: number, digits = 0): number => Number(value.toFixed(digits));

/** Does so much, so many at a time; seconds. */
async function timed(
  count: number,
  clients: number,
  act: (index: number) => Promise<unknown>,
): Promise<number> {
  const began = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < count) {
        next += 1;
        await act(next - 1);
      }
    }),
  );
  return (performance.now() - began) / 1_000;
}

/** Asks the service; throws for what is no success. */
async function ask(token: string, place: string, body?: Uint8Array | string): Promise<void> {
  const isPacked = body instanceof Uint8Array;
  const answer = await fetch(`${SERVICE}${place}`, {
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...(isPacked ? { 'content-encoding': 'gzip' } : {}),
    },
    ...(body === undefined
      ? {}
      : { method: 'POST', body: isPacked ? Uint8Array.from(body) : body }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} ${place} ${text}`);
}

const runAt = (name: string, commit: string, format: string): string =>
  `/v1/runs?product=${name}&repository=${name}&branch=main&commit=${commit}&default=true&format=${format}`;

async function imports(token: string): Promise<ScaleFigures['imports']> {
  const figures: { clients: number; perSecond: number }[] = [];
  let sent = 0;
  for (const { clients, reports } of IMPORTS) {
    const report = gzipSync(sarif(RESULTS, 0));
    const seconds = await timed(reports, clients, () => {
      sent += 1;
      return ask(token, runAt(`product-${sent}`, 'c', 'sarif'), report);
    });
    figures.push({ clients, perSecond: round((reports * RESULTS) / seconds) });
    say(`  ${clients} clients: ${figures.at(-1)?.perSecond} findings a second`);
  }
  return figures;
}

/** Builds of repositories with ten findings each, all of them there before but the first time; runs a second. */
async function runs(token: string): Promise<number> {
  const { repositories, each, clients } = RUNS;
  const send = (index: number): Promise<void> => {
    const name = `repository-${index % repositories}`;
    const commit = createHash('sha1').update(String(index)).digest('hex');
    const at = new Date(Date.now() - 3_600_000 + index * 1_000);
    return ask(
      token,
      runAt(name, commit, 'lockstep'),
      gzipSync(codeReport(10, { name, commit, at })),
    );
  };
  await timed(repositories, clients, send);
  const seconds = await timed(repositories * (each - 1), clients, (index) =>
    send(index + repositories),
  );
  return round((repositories * (each - 1)) / seconds);
}

async function gate(token: string): Promise<ScaleFigures['gate']> {
  const times: number[] = [];
  const seconds = await timed(GATE.requests, GATE.clients, async (index) => {
    const began = performance.now();
    await ask(token, `/v1/gate?product=product-${1 + (index % 100)}&commit=c`);
    times.push(performance.now() - began);
  });
  const sorted = times.toSorted((a, b) => a - b);
  return { perSecond: round(GATE.requests / seconds), p99Ms: round(percentile(sorted, 0.99)) };
}

async function jobs(database: Database): Promise<ScaleFigures['jobsPerSecond']> {
  const queue = await openJobQueue(database, {
    onError: (error) => {
      throw error;
    },
  });
  const sending = await timed(JOBS.count, 8, (index) =>
    database.transaction((transaction) => queue.send(transaction, 'scan', { scanId: `${index}` })),
  );
  const began = performance.now();
  let done = 0;
  await new Promise<void>((resolve) => {
    queue.work('scan', JOBS.workers, async () => {
      done += 1;
      if (done === JOBS.count) resolve();
    });
  });
  const working = (performance.now() - began) / 1_000;
  await queue.stop();
  return { sent: round(JOBS.count / sending), done: round(JOBS.count / working) };
}

/** Bytes of every table with its indexes, and its rows. */
async function sizes(
  database: Database,
): Promise<ReadonlyMap<string, { readonly bytes: number; readonly rows: number }>> {
  const tables = await database.query<{ name: string; bytes: number }>(
    `select relname as name, pg_total_relation_size(oid) as bytes from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  const found = new Map<string, { bytes: number; rows: number }>();
  for (const { name, bytes } of tables) {
    const [row] = await database.query<{ rows: number }>(`select count(*) as rows from ${name}`);
    found.set(name, { bytes, rows: row?.rows ?? 0 });
  }
  return found;
}

/** The report of a scan as the column `scans.report` keeps it. */
async function storedBytes(database: Database, report: string): Promise<number> {
  return database.transaction(async (transaction) => {
    await transaction.query('create temporary table kept (report jsonb) on commit drop');
    await transaction.query('insert into kept values ($1)', [report]);
    const [row] = await transaction.query<{ bytes: number }>(
      'select pg_column_size(report) as bytes from kept',
    );
    return row?.bytes ?? 0;
  });
}

async function scan(): Promise<ScaleFigures['scan']> {
  const cpuSeconds = { code: 0, components: 0, secrets: 0 };
  let peakBytes = 0;
  for (const check of ['code', 'components', 'secrets'] as const) {
    const words = [product, check, 'src', '--no-cache', '--baseline', 'none', '--threads', '1'];
    const figure = await measure({
      program: process.execPath,
      args: [...words, '--quiet', '--format', 'json'],
      cwd: repository,
      good: [0, 1, 2, 3],
    });
    cpuSeconds[check] = round(figure.cpuMs / 1_000, 1);
    peakBytes = Math.max(peakBytes, figure.peakBytes);
    say(`  ${check}: ${cpuSeconds[check]} s`);
  }
  const listed = execFileSync('git', ['ls-files', '-z', 'src'], {
    cwd: repository,
    encoding: 'utf8',
  });
  const bytes = listed
    .split('\0')
    .filter((name) => name !== '')
    .reduce((sum, name) => sum + statSync(path.join(repository, name)).size, 0);
  return { megabytes: round(bytes / 1e6, 1), cpuSeconds, peakMegabytes: round(peakBytes / 1e6) };
}

async function backup(data: string, url: string): Promise<ScaleFigures['backup']> {
  const rows = [...(await sizes(database)).values()].reduce((sum, each) => sum + each.rows, 0);
  const file = path.join(data, 'backup.gz');
  const { wallMs } = await measure({
    program: process.execPath,
    args: [product, 'backup', file],
    env: { DATABASE_URL: url },
    good: [0],
  });
  return {
    rows,
    seconds: round(wallMs / 1_000, 1),
    megabytes: round(statSync(file).size / 1e6),
  };
}

async function asked(running: Running): Promise<Omit<ScaleFigures, Later>> {
  const { token, child } = running;
  const idle = treeBytes(child.pid ?? 0);
  let peak = 0;
  const look = setInterval(() => {
    peak = Math.max(peak, treeBytes(child.pid ?? 0));
  }, 100);
  say('imports');
  const imported = await imports(token);
  await database.query('vacuum analyze');
  const first = await sizes(database);
  say('runs');
  const runsPerSecond = await runs(token);
  await database.query('vacuum analyze');
  const second = await sizes(database);
  say('builds');
  const elsewhere = await bytesElsewhere(token, database);
  say('SBOMs');
  await timed(SBOMS.count, 4, (index) =>
    ask(token, `/v1/sboms?product=product-1&subject=image-${index}`, sbom(SBOMS.components, index)),
  );
  const third = await sizes(database);
  say('gate');
  const gates = await gate(token);
  clearInterval(look);
  const grown = (name: string, from: typeof first, to: typeof first): readonly [number, number] => [
    (to.get(name)?.bytes ?? 0) - (from.get(name)?.bytes ?? 0),
    (to.get(name)?.rows ?? 0) - (from.get(name)?.rows ?? 0),
  ];
  const each = ([bytes, rows]: readonly [number, number]): number => round(bytes / rows);
  const nothing: typeof first = new Map();
  const report = codeReport(1_000, { name: 'large', commit: 'c', at: new Date() });
  return {
    imports: imported,
    runsPerSecond,
    gate: gates,
    bytes: {
      findingOfSarif: each(grown('findings', nothing, first)),
      findingOfCode: each(grown('findings', first, second)),
      event: each(grown('finding_events', nothing, first)),
      run: each(grown('runs', first, second)),
      runElsewhere: elsewhere,
      component: each(grown('sbom_components', second, third)),
      scanFinding: round((await storedBytes(database, report)) / 1_000),
      sentFinding: round(gzipSync(report).byteLength / 1_000),
    },
    serverMegabytes: { idle: round(idle / 1e6), peak: round(peak / 1e6) },
  };
}

/** What is measured when the service has ended. */
type Later = 'machine' | 'postgres' | 'jobsPerSecond' | 'scan' | 'backup';

const data = mkdtempSync(path.join(tmpdir(), 'lockstep-bench-scale-'));
const postgres = await startPostgres();
const database = openDatabase({
  connection: { connectionString: postgres.url },
  maxConnections: 40,
});
try {
  const running = await serve(data, postgres.url);
  let served: Awaited<ReturnType<typeof asked>>;
  try {
    served = await asked(running);
  } finally {
    await stop(running);
  }
  say('jobs');
  const jobsPerSecond = await jobs(database);
  say('backup');
  const saved = await backup(data, postgres.url);
  say('scans');
  const processor = cpus()[0]?.model.trim() ?? 'unknown processor';
  const figures: ScaleFigures = {
    machine: `Node ${process.versions.node}, ${processor}, ${cpus().length} cores, load average ${(loadavg()[0] ?? 0).toFixed(1)}`,
    postgres: postgres.version,
    ...served,
    jobsPerSecond,
    scan: await scan(),
    backup: saved,
  };
  writeFileSync(
    path.join(repository, 'bench/scale.json'),
    `${JSON.stringify(figures, undefined, 2)}\n`,
  );
  writeFileSync(path.join(repository, 'bench/scale.md'), scaleReport(figures));
} finally {
  await database.close();
  await postgres.stop();
  rmSync(data, { recursive: true, force: true });
}
