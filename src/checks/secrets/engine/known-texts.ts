/** What `KnownTexts` reads of a text: a string, or in a test something that counts. */
export interface Characters {
  charCodeAt(index: number): number;
}

/**
 * Many texts, looked for all at once: each place costs a binary search, however many they are and whatever they share. They
 * are sorted; the longest that begins at a place is then the last one not after it, or one that this one begins with.
 */
export class KnownTexts<Value> {
  readonly #entries: readonly (readonly [text: string, value: Value])[];
  /** For each text, the longest other one that it begins with; -1: none. */
  readonly #within: Int32Array;

  constructor(known: ReadonlyMap<string, Value>) {
    this.#entries = [...known].toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)));
    this.#within = new Int32Array(this.#entries.length).fill(-1);
    for (const [index, [text]] of this.#entries.entries()) {
      let before = index - 1;
      while (before >= 0 && !text.startsWith(this.#text(before))) {
        before = this.#within[before] ?? -1;
      }
      this.#within[index] = before;
    }
  }

  /** The longest known text that begins at `at`. */
  longestAt(
    text: Characters,
    at: number,
  ): { readonly length: number; readonly value: Value } | undefined {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isAfter(this.#text(middle), text, at)) high = middle;
      else low = middle + 1;
    }
    let index = low - 1;
    const shared = sharedLength(this.#text(index), text, at);
    while (index >= 0 && this.#text(index).length > shared) index = this.#within[index] ?? -1;
    const entry = this.#entries[index];
    return entry && { length: entry[0].length, value: entry[1] };
  }

  #text(index: number): string {
    return this.#entries[index]?.[0] ?? '';
  }
}

function isAfter(known: string, text: Characters, at: number): boolean {
  const shared = sharedLength(known, text, at);
  // Behind the end of the text the code is NaN: what goes on there is after it.
  return shared < known.length && !(known.charCodeAt(shared) < text.charCodeAt(at + shared));
}

function sharedLength(known: string, text: Characters, at: number): number {
  let length = 0;
  while (length < known.length && known.charCodeAt(length) === text.charCodeAt(at + length)) {
    length += 1;
  }
  return length;
}
