import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readBounded } from '../../io/files.ts';
import { runProcess } from '../../io/process.ts';
import { LockstepError } from '../../model/error.ts';
import type { ScanWork } from '../../store/scans.ts';
import { MAX_RECORD_BYTES } from '../decisions/receive-record.ts';
import { checkOut } from '../repositories/check-out.ts';
import type { Sealer } from '../../io/sealing.ts';
import type { Queryable } from '../../store/database.ts';
import { agreementFor } from '../agreements/agreement-for.ts';
import { ForgeProblem } from '../forges/ask-forge.ts';
import { gitLogin, openForge } from '../forges/forge-access.ts';
import { fetchChange } from '../repositories/fetch-change.ts';
import { fetchRepository, type Fetched } from '../repositories/fetch-repository.ts';
import { NotFetched, type GitSettings } from '../repositories/git-client.ts';
import { changeMemory, type ChangeMemory } from './change-memory.ts';
import { BadArchive, FolderWriter, makeWorkFolder, unpack, writeSnippet } from './work-folder.ts';

export interface ExamineOptions {
  /** Where folders for single scans are made. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** What programs that are started may know of the environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly git: GitSettings;
  /** Opens the tokens of forges; undefined: no change is fetched here. */
  readonly sealer: Sealer | undefined;
  readonly database: Queryable;
  /** Where what was examined of changes is remembered, for each repository by itself; undefined: nowhere. */
  readonly caches: string | undefined;
}

/** What the command line has made of it. */
export type Examined =
  | {
      readonly state: 'finished';
      readonly exitCode: number;
      /** The report, as JSON. */
      readonly report: Buffer;
      /** Of a repository: what was fetched. */
      readonly fetched?: Fetched;
      /** Of a repository or a change: the record of the decision, as text. */
      readonly record?: string;
      /** Of a change: what its run adds to the log. */
      readonly log?: readonly string[];
      /** Of an endpoint: what was observed, to be compared with the next time. */
      readonly observation?: string;
    }
  | { readonly state: 'failed'; readonly detail: string };
type Finished = Extract<Examined, { readonly state: 'finished' }>;

/** Less than after which a job is given to another worker. */
const TIMEOUT_MS = 10 * 60_000;
const MAX_REPORT_BYTES = 64 * 2 ** 20;
/** Of the memory of the process that examines, in MB. */
const MAX_HEAP_MB = 2_048;

/**
 * Examines it as the command line does, by the command line, in a process of its own: what is examined is hostile, and a crash, a
 * hang or a full memory ends that process and nothing else.
 */
export async function examine(work: ScanWork, options: ExamineOptions): Promise<Examined> {
  const { folder, remove } = makeWorkFolder(options.folder);
  try {
    const target = path.join(folder, 'target');
    mkdirSync(target);
    const fetched = await prepare(work, target, options);
    const memory = memoryOf(work, options);
    const { end, stdout } = await runProcess({
      command: process.execPath,
      args: [...programArguments(), ...argumentsOf(work, folder, memory)],
      cwd: folder,
      // A home of its own: no settings, no keys, no cache of whoever runs the service.
      env: {
        ...options.env,
        HOME: folder,
        XDG_CACHE_HOME: path.join(folder, 'cache'),
        ...memory?.env,
      },
      timeoutMs: TIMEOUT_MS,
      maxOutputBytes: MAX_REPORT_BYTES,
      signal: options.signal,
    });
    if (end.state === 'cancelled') throw new Error('the worker is being stopped');
    if (end.state !== 'exited') return failed(`it ended without a report (${end.state})`);
    if (!isReport(stdout)) return failed(lastLine(end.stderr, folder));
    return {
      state: 'finished',
      exitCode: end.code,
      report: stdout,
      ...(fetched === undefined ? {} : { fetched }),
      ...leftIn(folder),
    };
  } catch (error) {
    // Ended from outside, it is done again by another worker.
    if (options.signal.aborted) throw error;
    return failed(reasonOf(work, error).replaceAll(folder, ''));
  } finally {
    remove();
  }
}

/** What is told of what could not be had; anything else is a bug, or the end of this worker. */
function reasonOf({ subject }: ScanWork, error: unknown): string {
  const isRepository = subject.kind === 'repository' || subject.kind === 'change';
  if (error instanceof ForgeProblem) return `it cannot be fetched: ${error.message}`;
  if (error instanceof NotFetched) return `it cannot be fetched: ${error.message}`;
  if (error instanceof LockstepError && error.code === 'git') {
    return `it cannot be read: ${error.message}`;
  }
  if (!(error instanceof BadArchive)) throw error;
  return `${isRepository ? 'its files' : 'the archive'} cannot be unpacked: ${error.message}`;
}

async function prepare(
  { subject, bytes, observation, productId }: ScanWork,
  target: string,
  { git, signal, sealer, database }: ExamineOptions,
): Promise<Fetched | undefined> {
  switch (subject.kind) {
    case 'repository': {
      const fetched = await fetchRepository(subject, target, git, signal);
      await checkOut(target, fetched.commit, new FolderWriter(target, git.limits), signal);
      return fetched;
    }
    case 'change': {
      const keys = { sealer, hosts: git.hosts };
      const credentials = gitLogin(await openForge(database, subject, keys, signal));
      await fetchChange({ ...subject, credentials }, target, git, signal);
      if (productId !== null) {
        const agreed = await agreementFor(database, productId, subject.url);
        writeFileSync(path.join(target, '..', AGREED), JSON.stringify(agreed));
      }
      await checkOut(target, subject.head, new FolderWriter(target, git.limits), signal);
      return { commit: subject.head, branch: subject.branch };
    }
    case 'endpoint':
      if (observation !== null) writeFileSync(path.join(target, '..', PREVIOUS), observation);
      return undefined;
    case 'archive':
      if (bytes !== null) await unpack(bytes, target);
      return undefined;
    case 'snippet':
      if (bytes !== null) writeSnippet(subject.name, bytes, target);
      return undefined;
  }
}

/** In the folder of the scan: what was observed the last time, and this time. */
const PREVIOUS = 'previous.ndjson';
const OBSERVED = 'observed.ndjson';
/** And the record of its decision. */
const DECISION = 'decision.json';
/** What both parties agreed on here, which holds for a change. */
const AGREED = 'agreed.json';
/** What the run of a change adds to the log. */
const LOG = 'log';

/** What the run has left besides its report. */
function leftIn(folder: string): Pick<Finished, 'observation' | 'record' | 'log'> {
  const observation = writtenIn(folder, OBSERVED, MAX_REPORT_BYTES);
  const record = writtenIn(folder, DECISION, MAX_RECORD_BYTES);
  const log = linesIn(path.join(folder, LOG));
  return {
    ...(observation === undefined ? {} : { observation }),
    ...(record === undefined ? {} : { record }),
    ...(log.length === 0 ? {} : { log }),
  };
}

function memoryOf(
  { subject }: ScanWork,
  { caches }: Pick<ExamineOptions, 'caches'>,
): ChangeMemory | undefined {
  if (subject.kind !== 'change' || caches === undefined) return undefined;
  return changeMemory(caches, subject);
}

/** What the program has written there; undefined: nothing, or more than is kept. */
function writtenIn(folder: string, name: string, maxBytes: number): string | undefined {
  const read = readBounded(path.join(folder, name), maxBytes);
  return read.state === 'read' ? Buffer.from(read.bytes).toString('utf8') : undefined;
}

function programArguments(): readonly string[] {
  const isSource = import.meta.url.endsWith('.ts');
  const main = isSource ? '../../main.ts' : '../main.js';
  return [
    `--max-old-space-size=${MAX_HEAP_MB}`,
    ...(isSource ? ['--import', import.meta.resolve('tsx')] : []),
    fileURLToPath(new URL(main, import.meta.url)),
  ];
}

const COMMON: readonly string[] = ['--format', 'json', '--quiet', '--threads', '1'];

function argumentsOf(
  { check, subject }: ScanWork,
  folder: string,
  memory: ChangeMemory | undefined,
): readonly string[] {
  const target = path.join(folder, 'target');
  const cache = memory === undefined ? ['--no-cache'] : ['--cache-dir', memory.folder];
  const common = [...COMMON, ...cache, '--baseline', 'none'];
  const decided = ['--format', 'decision', '--output', path.join(folder, DECISION)];
  switch (subject.kind) {
    case 'endpoint': {
      const previous = path.join(folder, PREVIOUS);
      const compared = existsSync(previous) ? ['--compare', previous] : [];
      const record = ['--record', path.join(folder, OBSERVED)];
      return ['tls', `${subject.host}:${subject.port}`, ...common, ...record, ...compared];
    }
    case 'repository':
      // As a pipeline would: by its own policy and baseline, but to no endpoint that it names.
      return ['check', target, ...COMMON, ...decided, ...cache, '--no-network', ...onlyOf(subject)];
    case 'change':
      return [
        'check',
        target,
        ...COMMON,
        ...decided,
        ...cache,
        '--no-network',
        `--since=origin/${subject.base}`,
        '--agreed',
        path.join(folder, AGREED),
        '--log',
        path.join(folder, LOG),
        ...onlyOf(subject),
      ];
    case 'archive':
    case 'snippet':
      return [check, target, ...common];
  }
}

function onlyOf({ checks }: { readonly checks: readonly string[] }): readonly string[] {
  return checks.length === 0 ? [] : ['--only', checks.join(',')];
}

/** Of the files of a log. */
function linesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ndjson'))
    .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '');
}

/** Whether it has written an object; what is in it is looked at by whoever stores it. */
function isReport(stdout: Buffer): boolean {
  return stdout.subarray(0, 1).toString() === '{' && stdout.at(-1) === NEWLINE;
}

const NEWLINE = 10;

/** Without the name of a folder that nobody knows. */
function lastLine(stderr: string, folder: string): string {
  const line = stderr.trim().split('\n', 1)[0] ?? '';
  return line.replaceAll(folder, '').slice(0, 500) || 'it ended without a report';
}

function failed(detail: string): Examined {
  return { state: 'failed', detail };
}
