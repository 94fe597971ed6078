import type { Confidence } from '../../../model/finding.ts';
import type { Fn } from '../engine/entities.ts';
import { scopeOf, type Flow } from '../engine/flows.ts';
import type { FunctionScene } from './scene.ts';

/** What a rule of structure found. */
export interface Hit {
  /** Slug. */
  readonly rule: string;
  readonly fn: Fn;
  readonly at: { readonly start: number; readonly end: number };
  /** One clause on this occurrence. */
  readonly shows: string;
  readonly confidence: Confidence;
}

/** Looks at one function of a language that it knows. */
export interface FunctionRule {
  readonly languages: readonly string[];
  /** A function that names none of these, and is not called so, holds nothing for it. */
  readonly words: readonly string[];
  find(scene: FunctionScene): Iterable<Hit>;
}

export function flowOfHit({ rule, fn, at: { start, end }, shows, confidence }: Hit): Flow {
  const sink = { path: fn.module.ir.path, start, end };
  return {
    rule,
    sink,
    scope: scopeOf(fn),
    steps: [{ ...sink, what: shows }],
    sources: 0,
    entry: undefined,
    confidence,
    shows,
  };
}
