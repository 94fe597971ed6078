import type { CharacterSet, Edge } from './syntax.ts';

const digit: CharacterSet = { ranges: [[48, 57]], negated: false };
const word: CharacterSet = {
  ranges: [
    [48, 57],
    [65, 90],
    [95, 95],
    [97, 122],
  ],
  negated: false,
};
const space: CharacterSet = {
  ranges: [
    [9, 13],
    [32, 32],
    [160, 160],
    [0x2028, 0x2029],
    [0xfeff, 0xfeff],
  ],
  negated: false,
};
/** What `\\d` and the like stand for. */
export const classes: Readonly<Record<string, CharacterSet>> = {
  d: digit,
  D: inverse(digit),
  w: word,
  W: inverse(word),
  s: space,
  S: inverse(space),
  h: {
    ranges: [
      [9, 9],
      [32, 32],
    ],
    negated: false,
  },
};
/** `[:alpha:]` of a set. */
export const posix: Readonly<Record<string, CharacterSet>> = {
  alpha: setOf('AZ', 'az'),
  digit,
  alnum: setOf('09', 'AZ', 'az'),
  upper: setOf('AZ'),
  lower: setOf('az'),
  space,
  word,
  punct: setOf('!/', ':@', '[`', '{~'),
  xdigit: setOf('09', 'AF', 'af'),
};
/** `\\b` and the like. */
export const edges: Readonly<Record<string, Edge>> = {
  A: 'text-start',
  z: 'text-end',
  Z: 'last-line-end',
  b: 'word',
  B: 'not-word',
};
/** `\\n` and the like. */
export const controls: Readonly<Record<string, number>> = {
  n: 10,
  r: 13,
  t: 9,
  f: 12,
  v: 11,
  '0': 0,
};

function inverse({ ranges, negated }: CharacterSet): CharacterSet {
  return { ranges, negated: !negated };
}

/** All other characters, of ranges in ascending order. */
export function complement(
  ranges: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] {
  const starts = [0, ...ranges.map(([, high]) => high + 1)];
  const ends = [...ranges.map(([low]) => low - 1), 0xffff];
  return starts.flatMap((low, index) => {
    const high = ends[index] ?? 0;
    return low <= high ? [[low, high] as const] : [];
  });
}

function setOf(...pairs: readonly string[]): CharacterSet {
  return {
    ranges: pairs.map((pair) => [pair.charCodeAt(0), pair.charCodeAt(1)] as const),
    negated: false,
  };
}
