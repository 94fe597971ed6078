import type { VersionKey, VersionOrder } from '../key.ts';

export type Relation = '<' | '<=' | '>' | '>=' | '=' | '!=';

/** What a constraint comes down to: how a version has to stand to another. */
export interface Bound {
  readonly relation: Relation;
  readonly key: VersionKey;
}

/** A bound that no version keeps: nothing is before the empty key. */
export const never: Bound = { relation: '<', key: '' };

const relations: Readonly<Record<Relation, (difference: number) => boolean>> = {
  '<': (difference) => difference < 0,
  '<=': (difference) => difference <= 0,
  '>': (difference) => difference > 0,
  '>=': (difference) => difference >= 0,
  '=': (difference) => difference === 0,
  '!=': (difference) => difference !== 0,
};

/** Whether a version keeps a bound. */
export function keeps(order: VersionOrder, key: VersionKey, bound: Bound): boolean {
  return relations[bound.relation](order.compare(key, bound.key));
}

/** The number after one that is written in digits; digits of any length. */
function nextNumber(digits: string): string {
  return String(BigInt(digits === '' ? '0' : digits) + 1n);
}

/** Numbers up to a place, the one at the place raised: `1.2.3` at 1 → `1.3`. */
export function raised(numbers: readonly string[], place: number): readonly string[] {
  return [...numbers.slice(0, place), nextNumber(numbers[place] ?? '')];
}

/** Where a caret raises: the first number that is not zero, or the last that is written. */
export function caretPlace(numbers: readonly string[]): number {
  const place = numbers.findIndex((digits) => /[^0]/u.test(digits));
  return place < 0 ? numbers.length - 1 : place;
}
