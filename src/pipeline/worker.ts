import { createHash, createHmac } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { classifyBytes, classifyPath } from '../collect/classify.ts';
import { decode } from '../collect/decode.ts';
import type { Check, CheckContext } from '../model/check.ts';
import type { ProgramEngine } from '../model/program-check.ts';
import { emptyResult, saysNothing } from './empty-result.ts';
import { describeCrash, examine } from './examine.ts';
import { readUnit, type ReadLimits } from './read-unit.ts';
import type { Unit, UnitOutcome } from './unit.ts';
import type { TlsSettings } from '../model/tls-settings.ts';

/** What a worker thread is started with: all that is known before the target was looked at. */
export interface WorkerSetup {
  /** URL of the module that exports `checks`; tests put their own here. */
  readonly registry: string;
  /** One Int32: 1-based index of the unit at work in the current batch, 0 when idle. Tells who killed a worker. */
  readonly progress: SharedArrayBuffer;
}

/** How all units of a run are examined. */
export interface Task {
  readonly checkIds: readonly string[];
  readonly key: Uint8Array;
  readonly maxFileBytes: number;
  readonly tls: TlsSettings;
  /** The check whose program the units belong to: they are summarised for it, and nothing else is asked. */
  readonly programOf?: string;
}

export interface Batch {
  readonly task: Task;
  readonly units: readonly Unit[];
}
export type BatchReply = readonly UnitOutcome[] | 'ready';

/** Hex digits of SHA-256 that identify content: 160 bits, beyond any collision search. */
const HASH_DIGITS = 40;
/** Holds nearly every source file: of the 73,563 of the bench 33 are larger. */
const SCRATCH_BYTES = 2 ** 20;

if (parentPort !== null) {
  // oxlint-disable-next-line no-unsafe-type-assertion -- worker-thread.ts hands in nothing else
  await serve(parentPort, workerData as WorkerSetup);
}

async function serve(port: NonNullable<typeof parentPort>, setup: WorkerSetup): Promise<void> {
  // oxlint-disable-next-line no-unsafe-type-assertion -- a module of our own, or of a test
  const registry = (await import(setup.registry)) as { checks: readonly Check[] };
  const progress = new Int32Array(setup.progress);
  const scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES);
  const examineBatch = async ({ task, units }: Batch): Promise<void> => {
    const worker = await workerFor(task, registry.checks, scratch);
    const reply = units.map((unit, index) => {
      Atomics.store(progress, 0, index + 1);
      return worker(unit);
    });
    Atomics.store(progress, 0, 0);
    port.postMessage(reply satisfies BatchReply, movable(reply));
  };
  // One batch at a time: the pool waits for the reply. What fails here ends the thread, as an exception would.
  port.on('message', (batch: Batch) => void examineBatch(batch));
  port.postMessage('ready' satisfies BatchReply);
}

/** Units are moved, not copied. */
function movable(reply: readonly UnitOutcome[]): readonly ArrayBuffer[] {
  return reply.flatMap((outcome) =>
    outcome.kind === 'summarised' && outcome.summary.state === 'unit'
      ? [outcome.summary.unit.buffer]
      : [],
  );
}

type Work = (unit: Unit) => UnitOutcome;

async function workerFor(task: Task, all: readonly Check[], scratch: Buffer): Promise<Work> {
  const { programOf } = task;
  const check = all.find(({ id }) => id === programOf);
  const limits = { maxFileBytes: task.maxFileBytes, wantsBinary: false, scratch };
  if (check?.program !== undefined) {
    const { program } = check;
    const engine = await loading(check, program);
    return 'kind' in engine ? () => engine : (unit) => summarise(unit, { check, engine, limits });
  }
  const examiner = examinerOf(task, all, scratch);
  const failed = await prepareAll(examiner.checks);
  return failed === undefined ? (unit) => work(unit, examiner) : () => failed;
}

/** A check that cannot be loaded has examined nothing; were it to end the thread, the next one would fare no better. */
async function prepareAll(checks: readonly Check[]): Promise<Failed | undefined> {
  for (const check of checks) {
    const prepared = await loading(check, () => check.prepare?.());
    if (prepared !== undefined) return prepared;
  }
  return undefined;
}

type Failed = UnitOutcome & { readonly kind: 'incomplete' };

async function loading<T>({ id }: Check, load: () => T | Promise<T>): Promise<T | Failed> {
  try {
    return await load();
  } catch (error) {
    const name = error instanceof Error ? error.name : typeof error;
    const detail = `the ${id} check could not be loaded (${name}): a bug of Lockstep, please report it`;
    return { kind: 'incomplete', reason: 'crash', detail };
  }
}

interface Examiner {
  readonly checks: readonly Check[];
  readonly context: CheckContext;
  readonly limits: ReadLimits;
}

function examinerOf(
  { checkIds, key, maxFileBytes, tls }: Task,
  all: readonly Check[],
  scratch: Buffer,
): Examiner {
  const checks = all.filter((check) => checkIds.includes(check.id));
  const wantsBinary = checks.some(({ needs }) => needs.files.includes('binary'));
  return {
    checks,
    context: {
      keyedHash: (secret) => createHmac('sha256', key).update(secret).digest('hex').slice(0, 24),
      tls,
    },
    limits: { maxFileBytes, wantsBinary, scratch },
  };
}

function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, HASH_DIGITS);
}

function work(unit: Unit, { checks, context, limits }: Examiner): UnitOutcome {
  const read = readUnit(unit, limits);
  if (read.kind === 'incomplete') return read;
  const { content } = read;
  const hash = unit.source.kind === 'file' ? hashOf(content) : '';
  const bytes = content.byteLength;
  if (unit.knownHash === hash) return { kind: 'same', bytes };
  const result = examine(unit.path, content, checks, context);
  // One object for all that say nothing: a message holds it once, and so does the memory of who receives it.
  const shared = saysNothing(result) ? emptyResult(result.fileClass) : result;
  return { kind: 'examined', hash, bytes, result: shared };
}

interface Summariser {
  readonly check: Check;
  readonly engine: ProgramEngine;
  readonly limits: ReadLimits;
}

/** Always with its hash: a program is known by those of its files, wherever they were read. */
function summarise(unit: Unit, { check, engine, limits }: Summariser): UnitOutcome {
  const read = readUnit(unit, limits);
  if (read.kind === 'incomplete') return read;
  const { path } = unit;
  const { content } = read;
  const hash = hashOf(content);
  const bytes = content.byteLength;
  if (unit.knownHash === hash) return { kind: 'same', bytes };
  const fileClass = classifyPath(path) ?? classifyBytes(path, content);
  try {
    const summary = engine.summarise({ path, bytes: decode(content).bytes, fileClass });
    return { kind: 'summarised', hash, bytes, summary };
  } catch (error) {
    return { kind: 'incomplete', reason: 'crash', detail: describeCrash(check.id, error) };
  }
}
