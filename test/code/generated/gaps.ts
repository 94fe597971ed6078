import type { GeneratedCase } from './generate.ts';
import { LOSING } from './shape.ts';
/** Cases that are known to be answered wrongly, and why. */
export interface Gap {
  readonly why: string;
  readonly languages: readonly string[];
  readonly isIn: (each: GeneratedCase) => boolean;
}

/** A gap that is closed makes the test fail: its entry goes with it. */
export const gaps: readonly Gap[] = [
  {
    why: 'what a map of constant keys answers is no guard: `if !allowed[name]`',
    languages: ['go'],
    isIn: ({ guard, propagation }) => guard === 'allow-list' && !LOSING.includes(propagation),
  },
];
