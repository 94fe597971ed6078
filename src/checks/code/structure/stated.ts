import type { Condition, MisuseModel, Position } from '../models/model.ts';

/** What is stated at a position: a constant, nothing, or something that is not known (`dynamic`). */
export type Stated =
  | { readonly constant: string | number | boolean }
  | 'nothing'
  | 'dynamic'
  /** It cannot be told. */
  | undefined;

const MAX_TEXT = 2_000;

/** Whether a use is wrong by what is stated, without the engine: of marks, and of names that get a value. */
export function isWrong({ when }: MisuseModel, statedAt: (at: Position) => Stated): boolean {
  return when.every((condition) => holds(condition, statedAt(condition.at)));
}

// oxlint-disable-next-line complexity -- one line a kind of condition
function holds(condition: Condition, stated: Stated): boolean {
  const { is, isNot, matches, matchesNot, absent, given, dynamic, type, built, below } = condition;
  if (stated === undefined || type !== undefined || built !== undefined) return false;
  const constant = typeof stated === 'object' ? stated.constant : undefined;
  if (absent !== undefined && (stated === 'nothing') !== absent) return false;
  if (given !== undefined && (stated !== 'nothing') !== given) return false;
  if (dynamic !== undefined && (stated === 'dynamic') !== dynamic) return false;
  if (is !== undefined && (constant === undefined || !listOf(is).includes(constant))) return false;
  const isExcluded = constant !== undefined && listOf(isNot).includes(constant);
  if (isNot !== undefined && isExcluded) return false;
  if (matches !== undefined && !finds(matches, constant)) return false;
  if (matchesNot !== undefined && (constant === undefined || finds(matchesNot, constant))) {
    return false;
  }
  return below === undefined || (typeof constant === 'number' && constant < below);
}

function listOf(one: unknown): readonly unknown[] {
  return Array.isArray(one) ? one : [one];
}

function finds(pattern: string, constant: unknown): boolean {
  if (typeof constant !== 'string') return false;
  return new RegExp(pattern, 'iu').test(constant.slice(0, MAX_TEXT));
}
