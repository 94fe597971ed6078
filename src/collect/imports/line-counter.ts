/** Tells the line of an offset; quick where offsets are asked for in about their order. */
export class LineCounter {
  readonly #text: string;
  #line = 1;
  /** Line breaks around the line, kept so that a long one is searched once. */
  #before = -1;
  #after: number;

  constructor(text: string) {
    this.#text = text;
    this.#after = this.#breakFrom(0);
  }

  /** 1-based. A line break belongs to the line that it ends. */
  at(offset: number): number {
    while (this.#after < offset) {
      this.#before = this.#after;
      this.#after = this.#breakFrom(this.#after + 1);
      this.#line++;
    }
    while (this.#before >= offset) {
      this.#after = this.#before;
      // From a negative position the first character would be looked at again.
      this.#before = this.#before === 0 ? -1 : this.#text.lastIndexOf('\n', this.#before - 1);
      this.#line--;
    }
    return this.#line;
  }

  #breakFrom(offset: number): number {
    const at = this.#text.indexOf('\n', offset);
    return at === -1 ? Number.POSITIVE_INFINITY : at;
  }
}
