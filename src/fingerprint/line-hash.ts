/** A part of a text, in UTF-16 code units; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const BLOCK_UNITS = 100;
const END_OF_TEXT = 65_535;
const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
/** 37^100 modulo 2^64, in two halves: what the oldest unit of the block weighs when it drops out. */
const OLDEST_HIGH = 0xe5_9c_d0_9a;
const OLDEST_LOW = 0x33_1c_db_71;
const TWO_32 = 0x1_0000_0000;

/**
 * The sum of unit × 37^age over the last 100 units, modulo 2^64. Two 32-bit halves: every product stays below 2^48,
 * where numbers are exact, and this is far faster than BigInt.
 */
class RollingHash {
  high = 0;
  low = 0;
  readonly #block = new Uint16Array(BLOCK_UNITS);
  #oldest = 0;

  push(unit: number): void {
    const dropped = this.#block[this.#oldest] ?? 0;
    this.#block[this.#oldest] = unit;
    this.#oldest = this.#oldest === BLOCK_UNITS - 1 ? 0 : this.#oldest + 1;
    const low = 37 * this.low + unit - dropped * OLDEST_LOW;
    this.high = (37 * this.high + Math.floor(low / TWO_32) - dropped * OLDEST_HIGH) >>> 0;
    this.low = low >>> 0;
  }
}

/** The hashes of the first lines of a text. */
class LineHashes {
  readonly #lines: number;
  readonly #starts: Uint32Array;
  readonly #high: Uint32Array;
  readonly #low: Uint32Array;
  readonly #rolling = new RollingHash();
  #pushed = 0;
  #begun = 0;
  #done = 0;

  constructor(lines: number) {
    this.#lines = lines;
    this.#starts = new Uint32Array(lines);
    this.#high = new Uint32Array(lines);
    this.#low = new Uint32Array(lines);
  }

  get complete(): boolean {
    return this.#done === this.#lines;
  }

  /** The next unit is the first of a line. */
  beginLine(): void {
    if (this.#begun < this.#lines) this.#starts[this.#begun++] = this.#pushed;
  }

  push(unit: number): void {
    this.#rolling.push(unit);
    this.#pushed += 1;
    // A `while`: lines that begin inside a hidden part all start at the same unit.
    while (this.#done < this.#begun && this.#isDue(this.#done)) {
      this.#high[this.#done] = this.#rolling.high;
      this.#low[this.#done++] = this.#rolling.low;
    }
  }

  /** `<hash>:<how many lines up to this one have it>` for each wanted line. */
  countOccurrences(wanted: ReadonlySet<number>): ReadonlyMap<number, string> {
    const wantedLow = new Set<number>();
    for (const line of wanted) wantedLow.add(this.#low[line - 1] ?? 0);
    const counts = new Map<string, number>();
    const counted = new Map<number, string>();
    for (let line = 1; line <= this.#lines; line++) {
      if (!wantedLow.has(this.#low[line - 1] ?? 0)) continue;
      const value = this.#hex(line - 1);
      const count = (counts.get(value) ?? 0) + 1;
      counts.set(value, count);
      if (wanted.has(line)) counted.set(line, `${value}:${count}`);
    }
    return counted;
  }

  #isDue(index: number): boolean {
    return this.#pushed - (this.#starts[index] ?? 0) === BLOCK_UNITS;
  }

  #hex(index: number): string {
    const high = this.#high[index] ?? 0;
    const low = (this.#low[index] ?? 0).toString(16);
    return high === 0 ? low : high.toString(16) + low.padStart(8, '0');
  }
}

/**
 * GitHub's `primaryLocationLineHash` of the wanted lines (1-based, ended by a line feed): a rolling hash of 100 units
 * from the start of the line, without spaces and tabs, line breaks as one line feed, then 65535 at the end of the text
 * and zeros; and which of the equal ones it is. Units in `hidden` (in order, not overlapping, not empty) are passed over
 * like spaces. Time grows with the text up to the last wanted line; memory is 12 bytes a line.
 */
export function lineHashes(
  text: string,
  wanted: ReadonlySet<number>,
  hidden: readonly Span[],
): ReadonlyMap<number, string> {
  const last = [...wanted].reduce((most, line) => Math.max(most, line), 0);
  const hashes = new LineHashes(Math.min(last, text.length + 1));
  hashes.beginLine();
  let from = 0;
  for (const { start, end } of hidden) {
    pushPart(hashes, text, { start: from, end: start });
    skipPart(hashes, text, { start, end });
    from = end;
  }
  pushPart(hashes, text, { start: from, end: text.length });
  hashes.push(END_OF_TEXT);
  for (let zeros = 1; zeros < BLOCK_UNITS; zeros++) hashes.push(0);
  return hashes.countOccurrences(wanted);
}

function pushPart(hashes: LineHashes, text: string, { start, end }: Span): void {
  let afterReturn = false;
  for (let at = start; at < end && !hashes.complete; at++) {
    const unit = text.charCodeAt(at);
    const isSecondHalf = afterReturn && unit === LINE_FEED;
    afterReturn = unit === CARRIAGE_RETURN;
    if (unit !== SPACE && unit !== TAB && !isSecondHalf) {
      hashes.push(afterReturn ? LINE_FEED : unit);
    }
    if (unit === LINE_FEED) hashes.beginLine();
  }
}

function skipPart(hashes: LineHashes, text: string, { start, end }: Span): void {
  for (let at = text.indexOf('\n', start); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) {
    hashes.beginLine();
  }
}
