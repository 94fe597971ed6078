import type { StoredNames } from './names.ts';
import type { Resolution } from './signatures.ts';

/** What an interpretation did, one after the other: three numbers each. */
export const OP = {
  /** Something was asked for when it had changed so many times. */
  touch: 0,
  /** Who is told when it grows. */
  reads: 1,
  /** It changed. */
  change: 2,
  /** Who reads it is told. */
  notify: 3,
  enqueue: 4,
  /** A function had been interpreted already. */
  done: 5,
  /** It had not, but calls were too deep. */
  deep: 6,
  /** The interpretation of a function, in the middle of that of its caller. */
  begin: 7,
  end: 8,
  say: 9,
  root: 10,
} as const;
export const OP_WIDTH = 3;

/** Columns of an interpretation. */
export const RUN = {
  fn: 0,
  round: 1,
  depth: 2,
  begin: 3,
  end: 4,
  steps: 5,
  deepest: 6,
  isDeep: 7,
} as const;
export const RUN_WIDTH = 8;

/** What one run leaves for the next. */
export interface Remembered extends StoredNames {
  /** What else the outcome depends on. */
  readonly basis: string;
  /** Of the content of each file, in the order of `paths`. */
  readonly hashes: readonly string[];
  readonly resolutions: readonly (readonly [string, Resolution])[];
  readonly log: Int32Array;
  readonly runs: Int32Array;
}

/** What an earlier run left, ready to be asked. */
export class OldRun {
  readonly log: Int32Array;
  /** The last check that came upon a thing, and upon a function. */
  readonly touched: Int32Array;
  readonly begun: Int32Array;
  readonly #runs: Int32Array;
  readonly #byFn = new Map<number, number[]>();
  /** Where the changes of each thing begin in the list of all. */
  readonly #starts: Int32Array;
  readonly #changes: Int32Array;
  #checks = 0;

  constructor({ log, runs, watched, fns }: Remembered) {
    this.log = log;
    this.#runs = runs;
    const count = watched.length / OP_WIDTH;
    this.touched = new Int32Array(count);
    this.begun = new Int32Array(fns.length / 2);
    for (let run = 0; run < runs.length; run += RUN_WIDTH) {
      const fn = runs[run] ?? 0;
      const known = this.#byFn.get(fn);
      if (known === undefined) this.#byFn.set(fn, [run]);
      else known.push(run);
    }
    const { starts, changes } = changesByThing(log, count);
    this.#starts = starts;
    this.#changes = changes;
  }

  newCheck(): number {
    return ++this.#checks;
  }

  of(run: number, column: number): number {
    return this.#runs[run + column] ?? 0;
  }

  /** How a function was interpreted for the `round`th time, counted from 0. */
  run(fn: number, round: number): number | undefined {
    return this.#byFn.get(fn)?.[round];
  }

  /** What changed a thing that had changed `version` times. */
  change(id: number, version: number): number | undefined {
    const at = (this.#starts[id] ?? 0) + version;
    return at < (this.#starts[id + 1] ?? 0) ? this.#changes[at] : undefined;
  }
}

/** The changes of each thing, one after the other, and where those of each begin. */
function changesByThing(
  log: Int32Array,
  count: number,
): { readonly starts: Int32Array; readonly changes: Int32Array } {
  const starts = new Int32Array(count + 1);
  for (const [thing] of changesIn(log)) starts[thing + 1] = (starts[thing + 1] ?? 0) + 1;
  for (let id = 0; id < count; id++) starts[id + 1] = (starts[id + 1] ?? 0) + (starts[id] ?? 0);
  const changes = new Int32Array(starts[count] ?? 0);
  const free = starts.slice();
  for (const [thing, change] of changesIn(log)) {
    const place = free[thing] ?? 0;
    changes[place] = change;
    free[thing] = place + 1;
  }
  return { starts, changes };
}

function* changesIn(log: Int32Array): Generator<readonly [number, number]> {
  for (let at = 0; at < log.length; at += OP_WIDTH) {
    if (log[at] === OP.change) yield [log[at + 1] ?? 0, log[at + 2] ?? 0];
  }
}
