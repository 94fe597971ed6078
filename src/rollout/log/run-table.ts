import { NumberMap } from './number-map.ts';

/** What is known of one run in numbers. */
export interface RunRow {
  readonly atMs: number;
  /** 50 bits of the id: by it a run is known, and what happened in the same millisecond is put in order. */
  readonly order: number;
  /** Digests: of repository and commit, and of these with the branch. */
  readonly build: number;
  /** Undefined: the run did not look at a change. */
  readonly change: number | undefined;
  readonly scope: number;
  /** Where the record of a run that would have stopped begins; undefined: it would not. */
  readonly stopped: number | undefined;
}

const WIDTH = 6;
const column = { atMs: 0, order: 1, build: 2, change: 3, scope: 4, stopped: 5 } as const;
const FIRST_ROWS = 1_024;
const NONE = -1;

/** Rows of numbers, each once: 48 bytes a run and 24 to find it. */
export class RunTable {
  #rows: Float64Array<ArrayBuffer>;
  #size: number;
  /** By order; undefined until a row is looked for. */
  #known: NumberMap | undefined;

  /** `rows` as `packed` gave them. */
  constructor(rows: Float64Array<ArrayBuffer> = new Float64Array(0)) {
    this.#rows = rows;
    this.#size = rows.length / WIDTH;
  }

  get size(): number {
    return this.#size;
  }

  /** Two runs with the same 50 bits are one in a million logs of a million runs. */
  has(order: number): boolean {
    return this.#index().get(order) !== undefined;
  }

  /** The row is none of those that are there. */
  add({ atMs, order, build, change = NONE, scope, stopped = NONE }: RunRow): void {
    const start = this.#size * WIDTH;
    if (start + WIDTH > this.#rows.length) this.#grow();
    this.#rows[start] = atMs;
    this.#rows[start + column.order] = order;
    this.#rows[start + column.build] = build;
    this.#rows[start + column.change] = change;
    this.#rows[start + column.scope] = scope;
    this.#rows[start + column.stopped] = stopped;
    this.#index().set(order, this.#size);
    this.#size += 1;
  }

  /** One number of a row; -1 where it is undefined. */
  at(row: number, field: keyof RunRow): number {
    return this.#rows[row * WIDTH + column[field]] ?? NONE;
  }

  /** A view: of use until the next row is added. */
  packed(): Float64Array<ArrayBuffer> {
    return this.#rows.subarray(0, this.#size * WIDTH);
  }

  #grow(): void {
    const rows = new Float64Array(Math.max(FIRST_ROWS, 2 * this.#size) * WIDTH);
    rows.set(this.#rows);
    this.#rows = rows;
  }

  #index(): NumberMap {
    if (this.#known !== undefined) return this.#known;
    const known = new NumberMap(this.#size);
    for (let row = 0; row < this.#size; row++) known.set(this.at(row, 'order'), row);
    this.#known = known;
    return known;
  }
}
