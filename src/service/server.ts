import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openDatabase, connectionOf, type Database } from '../store/database.ts';
import { warmUp } from '../store/warm-up.ts';
import { startEmbedded, type Embedded } from '../store/embedded.ts';
import { migrate, requireSchema } from '../store/migrate.ts';
import { expire } from '../store/retention.ts';
import { refreshStatistics } from '../store/statistics.ts';
import { keepCurrent, type AdvisorySettings } from './advisories/keep-current.ts';
import { buildApp } from './app.ts';
import { answerProbes } from './probes.ts';
import { every } from './jobs/periodic.ts';
import { readConsoleFiles } from './console-files.ts';
import { openJobQueue, type JobQueue } from './jobs/job-queue.ts';
import type { LogStream } from './log.ts';
import { openIdProvider, type ProviderSettings } from './people/provider.ts';
import type { GitSettings } from './repositories/git-client.ts';
import { resealForges } from './forges/reseal-forges.ts';
import type { ReportOptions } from './forges/report-change.ts';
import { workOnChanges } from './forges/work-on-changes.ts';
import { scanRunner, sendScan, tellChange } from './scans/scan-runner.ts';
import { startNotifier } from './notify/notifier.ts';
import type { Transports } from './notify/send.ts';
import { renewDecisions } from './decisions/renew-decisions.ts';
import { openRolloutOf } from './rollout/product-frame.ts';
import { workOnScans, type ScanWorkerOptions } from './scans/scan-worker.ts';
import { runSchedules } from './schedules/run-schedules.ts';

export interface WorkerOptions {
  /** A PostgreSQL database; undefined: one of its own in `data`. */
  readonly databaseUrl: string | undefined;
  /** The folder for all that it keeps. */
  readonly data: string;
  /** Scans that are done at a time; 0: none here. */
  readonly workers: number;
  /** What programs that are started may know of the environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly git: GitSettings;
  /** How messages reach people. */
  readonly transports: Transports;
  readonly advisories: AdvisorySettings;
  /** Told of what went wrong where nobody waits for an answer. */
  readonly onError: (error: Error) => void;
}

export interface ServerOptions extends WorkerOptions {
  readonly host: string;
  readonly port: number;
  readonly maxReportBytes: number;
  /** How long runs that changed nothing, fixed findings and silent branches are kept. */
  readonly keepDays: number;
  /** One JSON object a line. */
  readonly log: LogStream | undefined;
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  readonly proxies: readonly string[];
  /** As browsers reach it, `https://lockstep.example`; undefined: where it listens. */
  readonly publicUrl: URL | undefined;
  /** Who says who people are; undefined: they sign in by links and tokens. */
  readonly provider: ProviderSettings | undefined;
}

export interface WorkerProcessOptions extends WorkerOptions {
  /** Where it answers whether it runs and is ready; undefined: nowhere. */
  readonly probes: { readonly host: string; readonly port: number } | undefined;
}

export interface RunningWorker {
  readonly database: Database;
  /** Names of the migrations that it took. */
  readonly migrated: readonly string[];
  /** Resolves, with the reason, when it cannot go on. */
  readonly failed: Promise<string>;
  /** Ends what it has begun, begins nothing new. */
  readonly stop: () => Promise<void>;
}

export interface RunningWorkerProcess extends RunningWorker {
  /** Where it answers probes. */
  readonly probes: string | undefined;
}

export interface RunningServer extends RunningWorker {
  /** `http://127.0.0.1:7300`. */
  readonly address: string;
  /** As browsers reach it. */
  readonly origin: string;
}

/** Of the pool; the embedded database does one thing at a time whatever their number. */
const MAX_CONNECTIONS = 10;
const MAX_ARCHIVE_BYTES = 64 * 2 ** 20;
/** Scans that somebody waits for: each is a process. */
const SCANS_AT_ONCE = 2;

/** Starts everything in this process but the database, and brings the database up to this version. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const base = await openBase(options, migrate);
  try {
    const { database, queue, folder } = base;
    const scanning = scanningBy(base, options);
    let origin = options.publicUrl?.origin ?? '';
    const { provider } = options;
    const app = await buildApp(
      {
        database,
        spool: folder,
        limits: { maxReportBytes: options.maxReportBytes, maxArchiveBytes: MAX_ARCHIVE_BYTES },
        queue,
        console: readConsoleFiles(),
        scans: scanRunner(queue, SCANS_AT_ONCE, scanning),
        origin: () => origin,
        provider: provider === undefined ? undefined : openIdProvider(provider),
        transports: options.transports,
        gitHosts: options.git.hosts,
      },
      options,
    );
    workOnScans(queue, options.workers, scanning);
    workOnChanges(queue, tellingBy(base, options));
    await resealForges(database, options.transports.sealer);
    await warmUp(database);
    const address = await app.listen({ host: options.host, port: options.port });
    if (origin === '') origin = address;
    const stops = [
      expireOld(database, options),
      keepSchedules(database, queue, options),
      startNotifier({ database, ...options.transports, onError: options.onError }),
      renewOvertaken(database, options),
      keepStatistics(database, options),
      keepAdvisories(base, options),
    ];
    const stop = async (): Promise<void> => {
      await app.close();
      await Promise.all(stops.map((each) => each()));
      await base.end();
    };
    return { address, origin, database, migrated: base.migrated, failed: base.failed, stop };
  } catch (error) {
    await base.end();
    throw error;
  }
}

/** Of reports of scans: what they found lies in runs. */
const KEEP_SCAN_DAYS = 30;
const EXPIRE_EVERY_SECONDS = 3_600;

function expireOld(database: Database, { keepDays, onError }: ServerOptions): () => Promise<void> {
  const retention = { days: keepDays, scanDays: Math.min(keepDays, KEEP_SCAN_DAYS) };
  return every({ database, onError }, 'retention', EXPIRE_EVERY_SECONDS, async (signal) => {
    await expire(database, retention, signal);
  });
}

/** Ten times as often as a table that is filled steadily needs it: one that was just filled waits no longer. */
const LOOK_EVERY_SECONDS = 300;

function keepStatistics(
  database: Database,
  { onError }: Pick<ServerOptions, 'onError'>,
): () => Promise<void> {
  return every({ database, onError }, 'statistics', LOOK_EVERY_SECONDS, async () => {
    await refreshStatistics(database);
  });
}

/** Finer than the minutes that schedules are written in. */
const SCHEDULES_EVERY_SECONDS = 20;

function keepSchedules(
  database: Database,
  queue: JobQueue,
  { onError }: ServerOptions,
): () => Promise<void> {
  return every({ database, onError }, 'schedules', SCHEDULES_EVERY_SECONDS, async () => {
    await runSchedules(database, sendScan(queue), new Date());
  });
}

/** A waiver ends with a day: findings that it covered are open in lists an hour later at the latest, at the gate at once. */
const RENEW_EVERY_SECONDS = 3_600;

function renewOvertaken(
  database: Database,
  { onError }: Pick<ServerOptions, 'onError'>,
): () => Promise<void> {
  const rollout = openRolloutOf(database);
  return every({ database, onError }, 'decisions', RENEW_EVERY_SECONDS, (signal) =>
    renewDecisions(rollout, signal),
  );
}

/** Does scans of the queue, on any machine that reaches the database. */
export async function startWorker(options: WorkerProcessOptions): Promise<RunningWorkerProcess> {
  const base = await openBase(options, async (database) => {
    await requireSchema(database);
    return [];
  });
  const { database, queue, migrated, failed, end } = base;
  try {
    workOnScans(queue, options.workers, scanningBy(base, options));
    workOnChanges(queue, tellingBy(base, options));
    const stopAdvisories = keepAdvisories(base, options);
    const probes = options.probes && (await answerProbes(database, options.probes));
    const stopNotifier = startNotifier({
      database,
      ...options.transports,
      onError: options.onError,
    });
    const stop = async (): Promise<void> => {
      await stopNotifier();
      await stopAdvisories();
      await end();
      await probes?.stop();
    };
    return { database, migrated, failed, probes: probes?.address, stop };
  } catch (error) {
    await end();
    throw error;
  }
}

/** What a scan in this process needs: it judges components by the advisories of this machine. */
function scanningBy(
  { database, queue, folder }: Base,
  { data, env, git, advisories, transports }: WorkerOptions,
): ScanWorkerOptions {
  return {
    rollout: openRolloutOf(database),
    tell: tellChange(queue),
    folder,
    env: { ...env, LOCKSTEP_ADVISORIES: advisories.folder },
    git,
    sealer: transports.sealer,
    caches: path.join(data, 'changes'),
  };
}

/** What it takes to tell forges of changes. */
function tellingBy(
  { database, queue }: Base,
  { git, transports: { sealer, publicUrl } }: WorkerOptions,
): ReportOptions {
  return { database, tell: tellChange(queue), sealer, hosts: git.hosts, publicUrl };
}

function keepAdvisories(
  { database, queue }: Base,
  { advisories, workers, onError }: WorkerOptions,
): () => Promise<void> {
  return keepCurrent({ database, queue, ...advisories, parallel: Math.min(workers, 1), onError });
}

/** What server and worker have in common. */
interface Base {
  readonly database: Database;
  readonly queue: JobQueue;
  /** For files that nobody needs after the process. */
  readonly folder: string;
  readonly migrated: readonly string[];
  readonly failed: Promise<string>;
  readonly end: () => Promise<void>;
}

async function openBase(
  { data, databaseUrl, onError }: WorkerOptions,
  prepare: (database: Database) => Promise<readonly string[]>,
): Promise<Base> {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const onRestart = (why: string): void =>
    onError(new Error(`the embedded database has ended, and is started again: ${why}`));
  const embedded =
    databaseUrl === undefined
      ? await startEmbedded(path.join(data, 'database'), onRestart)
      : undefined;
  const database = openDatabase({
    connection: embedded?.connection ?? connectionOf(databaseUrl ?? ''),
    maxConnections: MAX_CONNECTIONS,
    onLost: onError,
  });
  const folder = mkdtempSync(path.join(data, 'work-'));
  let queue: JobQueue | undefined;
  const end = async (): Promise<void> => {
    await queue?.stop();
    await database.close();
    await embedded?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const migrated = await prepare(database);
    queue = await openJobQueue(database, { onError });
    const failed = failureOf(embedded);
    return { database, queue, folder, migrated, failed, end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function failureOf(embedded: Embedded | undefined): Promise<string> {
  if (embedded === undefined) return new Promise(() => undefined);
  return `the embedded database has ended: ${await embedded.lost}`;
}
