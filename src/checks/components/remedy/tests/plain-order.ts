import type { VersionOrder } from '../versions.ts';

/** Versions of three numbers, with `^`, `~`, `>=`, `<` and exact ones: enough to tell what remedies do with an order. */
export const plainOrder: VersionOrder = {
  compare: (_, a, b) => {
    const left = numbersOf(a);
    const right = numbersOf(b);
    if (left === undefined || right === undefined) return undefined;
    for (const [at, number] of left.entries()) {
      const difference = number - (right[at] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  },
  satisfies: (ecosystem, version, constraint) => {
    const parts = constraint.split(/[ ,]+/);
    const answers = parts.map((part) => meets(ecosystem, version, part));
    return answers.includes(undefined) ? undefined : answers.every((each) => each === true);
  },
  breaks: (_, from, to) => numbersOf(from)?.[0] !== numbersOf(to)?.[0],
};

function meets(ecosystem: string, version: string, part: string): boolean | undefined {
  const [, operator = '', written = ''] = /^(\^|~=|~|>=|<|==|=|)(.*)$/.exec(part) ?? [];
  const difference = plainOrder.compare(ecosystem, version, written);
  const mine = numbersOf(version);
  const theirs = numbersOf(written);
  if (difference === undefined || mine === undefined || theirs === undefined) return undefined;
  const same = mine.findIndex((number, at) => number !== theirs[at]);
  const fixed = sameParts.get(operator);
  if (fixed !== undefined) return difference >= 0 && (same === -1 || same >= fixed);
  if (operator === '<') return difference < 0;
  return difference === 0;
}

/** How many of the numbers may not move. */
const sameParts: ReadonlyMap<string, number> = new Map([
  ['^', 1],
  ['~', 2],
  ['~=', 2],
  ['>=', 0],
]);

function numbersOf(version: string): readonly number[] | undefined {
  return /^\d+(?:\.\d+){0,2}$/.test(version)
    ? [...version.split('.').map(Number), 0, 0].slice(0, 3)
    : undefined;
}
