import { NumberMap } from './number-map.ts';

/** What is known of one run in numbers. */
export interface RunRow {
  readonly atMs: number;
  /** The halves of the id, 50 bits each: by them a run is known, and what happened in the same millisecond put in order. */
  readonly idHigh: number;
  readonly idLow: number;
  /** Digests: of repository and commit, and of these with the branch. */
  readonly build: number;
  /** Undefined: the run did not look at a change. */
  readonly change: number | undefined;
  /** Below 2^21. */
  readonly scope: number;
  /** Where the record of a run that would have stopped begins, below 2^31; undefined: it would not. */
  readonly stopped: number | undefined;
}

const WIDTH = 6;
const column = { atMs: 0, idHigh: 1, idLow: 2, build: 3, change: 4, place: 5 } as const;
const FIRST_ROWS = 1_024;
const NONE = -1;
/** `place` is scope and stopped in one number: a double holds 53 bits exactly. */
const SCOPE_UNIT = 2 ** 31;
/** Keys of rows with the same first half of the id: a double holds three bits more than that half has. */
const NEXT_KEY = 1 / 8;

/** Rows of numbers, each once: 48 bytes a run and 24 to find it. */
export class RunTable {
  #rows: Float64Array<ArrayBuffer>;
  #size: number;
  /** Undefined until a row is looked for. */
  #known: NumberMap | undefined;

  /** `rows` as `packed` gave them. */
  constructor(rows: Float64Array<ArrayBuffer> = new Float64Array(0)) {
    this.#rows = rows;
    this.#size = rows.length / WIDTH;
  }

  get size(): number {
    return this.#size;
  }

  has(idHigh: number, idLow: number): boolean {
    return this.#index().get(this.#keyOf(idHigh, idLow)) !== undefined;
  }

  /** The row is none of those that are there. */
  add({ atMs, idHigh, idLow, build, change = NONE, scope, stopped = NONE }: RunRow): void {
    const start = this.#size * WIDTH;
    if (start + WIDTH > this.#rows.length) this.#grow();
    this.#rows[start] = atMs;
    this.#rows[start + column.idHigh] = idHigh;
    this.#rows[start + column.idLow] = idLow;
    this.#rows[start + column.build] = build;
    this.#rows[start + column.change] = change;
    this.#rows[start + column.place] = scope * SCOPE_UNIT + stopped + 1;
    this.#index().set(this.#keyOf(idHigh, idLow), this.#size);
    this.#size += 1;
  }

  /** One number of a row; -1 where it is undefined. */
  at(row: number, field: Exclude<keyof typeof column, 'place'>): number {
    return this.#rows[row * WIDTH + column[field]] ?? NONE;
  }

  scopeOf(row: number): number {
    return Math.floor((this.#rows[row * WIDTH + column.place] ?? 0) / SCOPE_UNIT);
  }

  /** -1: the run would not have stopped. */
  stoppedOf(row: number): number {
    return ((this.#rows[row * WIDTH + column.place] ?? 0) % SCOPE_UNIT) - 1;
  }

  /** A view: of use until the next row is added. */
  packed(): Float64Array<ArrayBuffer> {
    return this.#rows.subarray(0, this.#size * WIDTH);
  }

  /** Of the row with this id, or of the gap where it belongs. */
  #keyOf(idHigh: number, idLow: number, known: NumberMap = this.#index()): number {
    for (let key = idHigh; ; key += NEXT_KEY) {
      const row = known.get(key);
      if (row === undefined) return key;
      if (this.at(row, 'idHigh') === idHigh && this.at(row, 'idLow') === idLow) return key;
    }
  }

  #grow(): void {
    const rows = new Float64Array(Math.max(FIRST_ROWS, 2 * this.#size) * WIDTH);
    rows.set(this.#rows);
    this.#rows = rows;
  }

  #index(): NumberMap {
    if (this.#known !== undefined) return this.#known;
    const known = new NumberMap(this.#size);
    for (let row = 0; row < this.#size; row++) {
      known.set(this.#keyOf(this.at(row, 'idHigh'), this.at(row, 'idLow'), known), row);
    }
    this.#known = known;
    return known;
  }
}
