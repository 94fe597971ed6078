import { classifyPath } from '../collect/classify.ts';
import type { FileClass } from '../model/file.ts';
import type { Incomplete, IncompleteReason } from '../model/incomplete.ts';
import type { ResultCache } from './cache.ts';
import type { Content, Planned } from './planned.ts';
import type { PoolOptions } from './pool.ts';
import { examineUnits } from './pool.ts';
import type { FileResult, UnitOutcome } from './unit.ts';
import type { UnitListener, Wanted } from './unit-source.ts';
import { unitsOf } from './unit-source.ts';

export interface ExaminationOptions extends PoolOptions {
  readonly root: string;
  /** Where results of contents of this kind are remembered. */
  readonly cacheOf: (kind: Content['kind']) => ResultCache;
  /** Classes that at least one check wants; others are skipped, by their path even unread. */
  readonly wanted: ReadonlySet<FileClass>;
  readonly onProgress: (done: number, total: number) => void;
}

export interface Examined {
  /** In the order of the plan; undefined where the file could not be examined. */
  readonly results: readonly (FileResult | undefined)[];
  readonly incomplete: readonly Incomplete[];
  /** Places in the plan whose content was not, or not to the end, examined. */
  readonly missed: ReadonlySet<number>;
  /** Paths that were passed over because of what they are, in the order of the plan. */
  readonly unwanted: readonly { readonly path: string; readonly fileClass: FileClass }[];
  readonly cachedUnits: number;
  readonly bytesRead: number;
}

/** Gets the result of every planned file: from the cache where its stamp or content is unchanged, else from a worker. */
export async function examinePlan(
  plan: readonly Planned[],
  options: ExaminationOptions,
): Promise<Examined> {
  const gathering = new Gathering(plan, options);
  const work = gathering.takeFromCache();
  if (work.length > 0) {
    const threads = Math.min(options.threads, Math.ceil(work.length / UNITS_WORTH_A_THREAD));
    await examineUnits(
      unitsOf(work, gathering, options),
      { ...options, threads },
      (unit, outcome) => gathering.settle(unit.index, outcome),
    );
  }
  return gathering.finish();
}

/** Below this a further thread costs more to start (80 ms of CPU) than it saves. */
const UNITS_WORTH_A_THREAD = 200;

/** What stopped a check would stop it again while the content is the same; anything else is tried again next time. */
const contentDecides: ReadonlySet<IncompleteReason> = new Set(['limit', 'unreadable', 'too-large']);

/** The results as they come in. */
class Gathering implements UnitListener {
  readonly #plan: readonly Planned[];
  readonly #options: ExaminationOptions;
  readonly #results: (FileResult | undefined)[];
  readonly #unwanted: (FileClass | undefined)[];
  readonly #incomplete: (Incomplete | undefined)[];
  readonly #pending = new Set<number>();
  #cachedUnits = 0;
  #bytesRead = 0;

  constructor(plan: readonly Planned[], options: ExaminationOptions) {
    this.#plan = plan;
    this.#options = options;
    this.#results = Array.from({ length: plan.length });
    this.#unwanted = Array.from({ length: plan.length });
    this.#incomplete = Array.from({ length: plan.length });
  }

  /** Settles what needs no reading; returns the rest. */
  takeFromCache(): readonly Wanted[] {
    const work: Wanted[] = [];
    const { cacheOf, wanted } = this.#options;
    for (const [index, planned] of this.#plan.entries()) {
      const { key, path, stamp, content } = planned;
      const known = stamp === '' ? undefined : cacheOf(content.kind).get(key);
      const pathClass = known === undefined ? classifyPath(path) : undefined;
      if (pathClass !== undefined && !wanted.has(pathClass)) this.#unwanted[index] = pathClass;
      else if (known?.stamp === stamp) this.#accept(index, known.result, true);
      else {
        this.#pending.add(index);
        work.push({ index, planned });
      }
    }
    return work;
  }

  knownHash({ key, content }: Planned): string | undefined {
    return this.#options.cacheOf(content.kind).get(key)?.hash;
  }

  settle(index: number, outcome: UnitOutcome): void {
    const planned = this.#plan[index];
    if (planned === undefined || !this.#pending.delete(index)) return;
    this.#options.onProgress(this.#plan.length - this.#pending.size, this.#plan.length);
    const { key, path, stamp, content } = planned;
    const cache = this.#options.cacheOf(content.kind);
    switch (outcome.kind) {
      case 'incomplete':
        this.#incomplete[index] = { checkId: '*', what: path, ...reasonOf(outcome) };
        break;
      case 'same': {
        const known = cache.get(key);
        this.#bytesRead += outcome.bytes;
        if (known === undefined) break;
        if (stamp !== '') cache.set(key, { ...known, stamp });
        this.#accept(index, known.result, true);
        break;
      }
      case 'examined':
        this.#bytesRead += outcome.bytes;
        if (outcome.result.incomplete.every(({ reason }) => contentDecides.has(reason))) {
          cache.set(key, { stamp, hash: outcome.hash, result: outcome.result });
        }
        this.#accept(index, outcome.result, false);
        break;
      case 'summarised':
        break;
    }
  }

  finish(): Examined {
    const incomplete: Incomplete[] = [];
    const missed = new Set(this.#pending);
    const unwanted: { path: string; fileClass: FileClass }[] = [];
    for (const [index, { path }] of this.#plan.entries()) {
      const whole = this.#incomplete[index];
      const parts = this.#results[index]?.incomplete ?? [];
      if (whole !== undefined) incomplete.push(whole);
      for (const part of parts) incomplete.push({ ...part, what: path });
      if (whole !== undefined || parts.length > 0) missed.add(index);
      const fileClass = this.#unwanted[index];
      if (fileClass !== undefined) unwanted.push({ path, fileClass });
    }
    if (this.#pending.size > 0) incomplete.push(cancelled(this.#pending.size));
    return {
      results: this.#results,
      incomplete,
      missed,
      unwanted,
      cachedUnits: this.#cachedUnits,
      bytesRead: this.#bytesRead,
    };
  }

  #accept(index: number, result: FileResult, cached: boolean): void {
    if (cached) this.#cachedUnits += 1;
    if (this.#options.wanted.has(result.fileClass)) this.#results[index] = result;
    else this.#unwanted[index] = result.fileClass;
  }
}

function reasonOf(
  outcome: UnitOutcome & { kind: 'incomplete' },
): Pick<Incomplete, 'reason' | 'detail'> {
  return { reason: outcome.reason, detail: outcome.detail };
}

function cancelled(count: number): Incomplete {
  const detail = 'the run was stopped before they were examined';
  return { checkId: '*', what: `${count} files`, reason: 'cancelled', detail };
}
