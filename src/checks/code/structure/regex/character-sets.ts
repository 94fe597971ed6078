import type { CharacterSet } from '../../patterns/regex/syntax.ts';
import { complement } from '../../patterns/regex/classes.ts';

/** Ranges of UTF-16 code units, in order, apart from each other. */
export type Ranges = readonly (readonly [number, number])[];

const LAST = 0xff_ff;

export function rangesOf(set: CharacterSet, ignoresCase: boolean): Ranges {
  const folded = ignoresCase ? set.ranges.flatMap((range) => bothCases(range)) : set.ranges;
  const merged = merge(folded);
  return set.negated ? complement(merged) : merged;
}

function merge(ranges: Ranges): Ranges {
  const found: [number, number][] = [];
  for (const [low, high] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = found.at(-1);
    if (last === undefined || low > last[1] + 1) found.push([low, high]);
    else last[1] = Math.max(last[1], high);
  }
  return found;
}

/** Of ASCII letters; others have both cases seldom enough. */
function bothCases([low, high]: readonly [number, number]): Ranges {
  const shifted = (from: number, to: number, by: number): Ranges => {
    const [first, last] = [Math.max(low, from), Math.min(high, to)];
    return first <= last ? [[first + by, last + by]] : [];
  };
  return [[low, high], ...shifted(65, 90, 32), ...shifted(97, 122, -32)];
}

export function overlaps(left: Ranges, right: Ranges): boolean {
  return left.some(([low, high]) => right.some(([from, to]) => low <= to && from <= high));
}

export function without(left: Ranges, right: Ranges): Ranges {
  const kept = complement(right);
  return left.flatMap(([low, high]) =>
    kept.flatMap(([from, to]): Ranges => {
      const [first, last] = [Math.max(low, from), Math.min(high, to)];
      return first <= last ? [[first, last]] : [];
    }),
  );
}

/** Whether together they are every character. */
export function areAll(sets: readonly Ranges[]): boolean {
  const [only, ...more] = merge(sets.flat());
  return only !== undefined && more.length === 0 && only[0] === 0 && only[1] >= LAST;
}
