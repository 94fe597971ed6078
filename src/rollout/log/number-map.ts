/** Knuth's multiplier for 32 bits: neighbours land far apart (The Art of Computer Programming 3, §6.4). */
const SPREAD = 0x9e37_79b1;

/**
 * From numbers that are no NaN to row numbers, 24 bytes an entry at most: what a `Map` of a million doubles takes is five
 * times as much. Open addressing, at most half full.
 */
export class NumberMap {
  #keys: Float64Array;
  /** Row + 1; 0: the place is free. */
  #rows: Int32Array;
  #size = 0;

  constructor(expected: number) {
    let length = 16;
    while (length < 2 * expected) length *= 2;
    this.#keys = new Float64Array(length);
    this.#rows = new Int32Array(length);
  }

  get size(): number {
    return this.#size;
  }

  /** Undefined: it is not there. */
  get(key: number): number | undefined {
    const row = this.#rows[this.#placeOf(key)] ?? 0;
    return row === 0 ? undefined : row - 1;
  }

  set(key: number, row: number): void {
    let place = this.#placeOf(key);
    if (this.#rows[place] === 0) {
      this.#size += 1;
      if (2 * this.#size > this.#rows.length) {
        this.#grow();
        place = this.#placeOf(key);
      }
    }
    this.#keys[place] = key;
    this.#rows[place] = row + 1;
  }

  /** @yields The row numbers, in no order. */
  *rows(): Generator<number> {
    for (const row of this.#rows) if (row !== 0) yield row - 1;
  }

  #grow(): void {
    const [keys, rows] = [this.#keys, this.#rows];
    this.#keys = new Float64Array(2 * keys.length);
    this.#rows = new Int32Array(2 * rows.length);
    for (const [index, row] of rows.entries()) {
      if (row === 0) continue;
      const place = this.#placeOf(keys[index] ?? 0);
      this.#keys[place] = keys[index] ?? 0;
      this.#rows[place] = row;
    }
  }

  /** Of the key, or of the gap where it belongs. */
  #placeOf(key: number): number {
    const mask = this.#rows.length - 1;
    let place = (Math.imul(key % 2 ** 32, SPREAD) >>> 1) & mask;
    while (this.#rows[place] !== 0 && this.#keys[place] !== key) place = (place + 1) & mask;
    return place;
  }
}
