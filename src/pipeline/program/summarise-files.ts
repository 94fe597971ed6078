import type { Incomplete, IncompleteReason } from '../../model/incomplete.ts';
import type { Planned } from '../planned.ts';
import { examineUnits } from '../pool.ts';
import type { UnitOutcome } from '../unit.ts';
import { unitsOf, type UnitListener, type Wanted } from '../unit-source.ts';
import type { KnownFile } from './unit-store.ts';
import type { UnitStore } from './unit-store.ts';
import type { ProgramWork } from './program-part.ts';

/** Below this a further thread costs more to start, with a parser, than it saves. Chosen: 0.2 s against 3 ms a file. */
const FILES_WORTH_A_THREAD = 60;

/** Files by key; those that could not be read or lowered are told instead. */
export interface Summarised {
  readonly files: ReadonlyMap<string, KnownFile>;
  readonly missed: ReadonlyMap<string, Pick<Incomplete, 'reason' | 'detail'>>;
}

/** Gets what is known of every file: by its stamp, else from a thread. `again`: these although they are known. */
export async function summariseFiles(
  files: readonly Planned[],
  work: ProgramWork,
  { checkId, units, again }: SummariseOptions,
): Promise<Summarised> {
  const summarising = new Summarising(files, units, again ?? new Set());
  const { wanted } = summarising;
  if (wanted.length > 0) {
    const { request, limits, crew, signal, target, tls } = work;
    const { maxFileBytes, unitTimeoutMs } = limits;
    const task = { checkIds: [], key: request.key.key, maxFileBytes, tls, programOf: checkId };
    let done = 0;
    const threads = Math.min(request.threads, Math.ceil(wanted.length / FILES_WORTH_A_THREAD));
    await examineUnits(
      unitsOf(wanted, summarising, { root: target.root, task, signal }),
      { crew, task, threads, unitTimeoutMs, signal },
      (unit, outcome) => {
        summarising.settle(unit.index, outcome);
        work.onProgress(++done, wanted.length, 'sources');
      },
    );
  }
  return summarising;
}

export interface SummariseOptions {
  readonly checkId: string;
  readonly units: UnitStore;
  /** Keys of files whose units are lost. */
  readonly again?: ReadonlySet<string>;
}

class Summarising implements UnitListener, Summarised {
  readonly wanted: readonly Wanted[];
  readonly files = new Map<string, KnownFile>();
  readonly missed = new Map<string, { reason: IncompleteReason; detail: string }>();
  readonly #planned: readonly Planned[];
  readonly #units: UnitStore;
  readonly #again: ReadonlySet<string>;

  constructor(planned: readonly Planned[], units: UnitStore, again: ReadonlySet<string>) {
    this.#planned = planned;
    this.#units = units;
    this.#again = again;
    this.wanted = planned.flatMap((each, index): readonly Wanted[] => {
      const known = units.file(each.key);
      if (
        known === undefined ||
        known.stamp !== each.stamp ||
        each.stamp === '' ||
        again.has(each.key)
      ) {
        return [{ index, planned: each }];
      }
      this.files.set(each.key, known);
      return [];
    });
    for (const { planned: each } of this.wanted) this.missed.set(each.key, cancelled);
  }

  knownHash({ key }: Planned): string | undefined {
    return this.#again.has(key) ? undefined : this.#units.file(key)?.hash;
  }

  settle(index: number, outcome: UnitOutcome): void {
    const planned = this.#planned[index];
    if (planned === undefined) return;
    const { key, path, stamp } = planned;
    switch (outcome.kind) {
      case 'incomplete':
        this.missed.set(key, { reason: outcome.reason, detail: outcome.detail });
        break;
      case 'same': {
        const known = this.#units.file(key);
        if (known !== undefined) this.#know(key, { ...known, stamp });
        break;
      }
      case 'summarised': {
        const { hash, summary } = outcome;
        if (summary.state === 'unit') this.#units.setUnit(path, hash, summary.unit);
        const state = summary.state === 'unit' ? 'unit' : summary.why;
        this.#know(key, { stamp, hash, state });
        break;
      }
      case 'examined':
        break;
    }
  }

  #know(key: string, file: KnownFile): void {
    this.missed.delete(key);
    this.files.set(key, file);
    this.#units.setFile(key, file);
  }
}

/** Why the rest of a stopped run was not examined. */
export const cancelled = {
  reason: 'cancelled',
  detail: 'the run was stopped before they were examined',
} as const;
