import { generator } from '../../bench/seeded.ts';

/** People who are nobody: as git, verdicts and approvals name them. */
export const AUTHORS = ['d.novak', 'm.silva', 'a.lopez'] as const;
/** What services are about. */
export const NOUNS: readonly string[] = [
  'order',
  'invoice',
  'basket',
  'refund',
  'parcel',
  'voucher',
  'supplier',
  'review',
];

/** Numbers from the seed, in the order in which they are asked for. */
export class Chance {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = generator(seed);
  }

  below(end: number): number {
    return Math.floor(this.#next() * end);
  }

  one<T>(from: readonly [T, ...T[]]): T {
    return from[this.below(from.length)] ?? from[0];
  }

  /** The same in another order. */
  shuffled(words: readonly string[]): readonly string[] {
    return words
      .map((word) => ({ word, rank: this.#next() }))
      .toSorted((a, b) => a.rank - b.rank)
      .map(({ word }) => word);
  }
}
