/** Tells the line of an offset; quick where offsets mostly ascend. */
export class LineCounter {
  readonly #text: string;
  #line = 1;
  /** Of the first line break that is not counted yet; the length of the text where there is none. */
  #next = -1;
  #from = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** 1-based. */
  at(offset: number): number {
    if (offset < this.#from) {
      this.#line = 1;
      this.#next = -1;
    }
    this.#from = offset;
    if (this.#next === -1) this.#next = this.#breakFrom(0);
    while (this.#next < offset) {
      this.#line++;
      this.#next = this.#breakFrom(this.#next + 1);
    }
    return this.#line;
  }

  #breakFrom(offset: number): number {
    const at = this.#text.indexOf('\n', offset);
    return at === -1 ? Number.POSITIVE_INFINITY : at;
  }
}
