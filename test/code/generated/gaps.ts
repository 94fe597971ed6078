import type { GeneratedCase } from './generate.ts';
/** Cases that are known to be answered wrongly, and why. */
export interface Gap {
  readonly why: string;
  readonly languages: readonly string[];
  readonly isIn: (each: GeneratedCase) => boolean;
}

/** A gap that is closed makes the test fail: its entry goes with it. */
export const gaps: readonly Gap[] = [];
