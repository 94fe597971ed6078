import { createHash, createHmac } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import type { Check, CheckContext } from '../model/check.ts';
import { emptyResult, saysNothing } from './empty-result.ts';
import { examine } from './examine.ts';
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
    const examiner = examinerOf(task, registry.checks, scratch);
    const failed = await prepareAll(examiner.checks);
    if (failed !== undefined) {
      port.postMessage(units.map(() => failed) satisfies BatchReply);
      return;
    }
    const reply = units.map((unit, index) => {
      Atomics.store(progress, 0, index + 1);
      return work(unit, examiner);
    });
    Atomics.store(progress, 0, 0);
    port.postMessage(reply satisfies BatchReply);
  };
  // One batch at a time: the pool waits for the reply. What fails here ends the thread, as an exception would.
  port.on('message', (batch: Batch) => void examineBatch(batch));
  port.postMessage('ready' satisfies BatchReply);
}

/** A check that cannot be loaded has examined nothing; were it to end the thread, the next one would fare no better. */
async function prepareAll(checks: readonly Check[]): Promise<UnitOutcome | undefined> {
  for (const check of checks) {
    try {
      await check.prepare?.();
    } catch (error) {
      const name = error instanceof Error ? error.name : typeof error;
      const detail = `the ${check.id} check could not be loaded (${name}): a bug of Lockstep, please report it`;
      return { kind: 'incomplete', reason: 'crash', detail };
    }
  }
  return undefined;
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
