/** Texts by number, in order of first appearance. */
export class WordList {
  readonly #words: string[] = [];
  readonly #numbers = new Map<string, number>();

  get all(): readonly string[] {
    return this.#words;
  }

  numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    this.#numbers.set(word, this.#words.length);
    return this.#words.push(word) - 1;
  }

  word(number: number): string {
    return this.#words[number] ?? '';
  }
}
