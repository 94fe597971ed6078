import type { GeneratedCase } from './generate.ts';
import { LOSING } from './shape.ts';

const LOST: ReadonlySet<string> = new Set(LOSING);

/** Cases that are known to be answered wrongly, and why. */
export interface Gap {
  readonly why: string;
  readonly languages: readonly string[];
  readonly isIn: (each: GeneratedCase) => boolean;
}

/** A gap that is closed makes the test fail: its entry goes with it. */
export const gaps: readonly Gap[] = [
  {
    why: 'a lambda that is called by the method of its interface is not followed into it',
    languages: ['java'],
    isIn: ({ propagation, isReal }) => propagation === 'closure' && isReal,
  },
  {
    why: 'what a pattern found is compared with null, not asked for its truth',
    languages: ['typescript'],
    isIn: ({ guard, propagation }) => guard === 'anchored-pattern' && !LOST.has(propagation),
  },
  {
    why: 'a new object of a library type takes the type of its argument as well',
    languages: ['java'],
    isIn: ({ guard, sink, propagation }) =>
      guard === 'right-escape' &&
      sink === 'path' &&
      !LOST.has(propagation) &&
      propagation !== 'closure',
  },
  {
    why: 'no library of Go is described yet',
    languages: ['go'],
    isIn: ({ isReal }) => isReal,
  },
];
