import type { Condition } from '../models/model.ts';
import { valueAt, type Call } from './arguments.ts';
import type { Frame } from './frame.ts';
import type { Constant, Value } from './value.ts';

const patterns = new Map<string, RegExp>();

/** Texts longer than this are not searched. */
const MAX_TEXT = 2_000;

/** Whether every condition of a model surely holds. */
export function holds(frame: Frame, call: Call, conditions: readonly Condition[] = []): boolean {
  return conditions.every(
    (condition) =>
      canTell(frame, call, condition) &&
      holdsOne(frame, valueAt(frame, call, condition.at), condition),
  );
}

/** Of a member of something that nobody can look into it cannot be told whether it is given. */
function canTell(frame: Frame, call: Call, { at, given, dynamic, absent }: Condition): boolean {
  if (absent === true && at.startsWith('key:') && call.named.has('**')) return false;
  const dot = at.lastIndexOf('.');
  if (dot === -1 || (given === undefined && dynamic === undefined)) return true;
  const owner = valueAt(frame, call, at.slice(0, dot));
  return owner === undefined || owner.refs.some(({ kind }) => kind === 'object');
}

/** Whether a condition holds of a value. */
// oxlint-disable-next-line complexity -- one line a kind of condition
export function holdsOne(frame: Frame, value: Value | undefined, condition: Condition): boolean {
  const { absent, given, is, isNot, matches, begins, beginsNot } = condition;
  const { matchesNot, dynamic, type, built, below } = condition;
  const constants = value?.constants;
  if (absent !== undefined && (value === undefined) !== absent) return false;
  if (given !== undefined && (value !== undefined) !== given) return false;
  if (is !== undefined && !isOneOf(constants, listOf(is))) return false;
  if (isNot !== undefined && isOneOf(constants, listOf(isNot))) return false;
  if (matches !== undefined && !finds(matches, constants)) return false;
  if (begins !== undefined && !finds(begins, constants ?? [value?.prefix ?? ''])) return false;
  if (beginsNot !== undefined && finds(beginsNot, constants ?? [value?.prefix ?? ''])) return false;
  if (matchesNot !== undefined && (constants === undefined || finds(matchesNot, constants))) {
    return false;
  }
  if (dynamic !== undefined && (value !== undefined && constants === undefined) !== dynamic) {
    return false;
  }
  if (built !== undefined && (value?.isBuilt ?? false) !== built) return false;
  if (below !== undefined && !isBelow(constants, below)) return false;
  return type === undefined || isOfType(frame, value, typeof type === 'string' ? [type] : type);
}

function listOf<T>(one: T | readonly T[]): readonly T[] {
  // oxlint-disable-next-line no-unsafe-type-assertion -- what is no list is the thing itself
  return Array.isArray(one) ? one : [one as T];
}

/** Whether it can only be one of these. */
function isOneOf(constants: readonly Constant[] | undefined, wanted: readonly Constant[]): boolean {
  if (constants === undefined || constants.length === 0) return false;
  return constants.some((each) => wanted.includes(each));
}

function finds(pattern: string, constants: readonly Constant[] | undefined): boolean {
  const known = matcher(pattern);
  const texts = constants ?? [];
  return texts.some((each) => typeof each === 'string' && known.test(each.slice(0, MAX_TEXT)));
}

function matcher(pattern: string): RegExp {
  const known = patterns.get(pattern) ?? new RegExp(pattern, 'iu');
  patterns.set(pattern, known);
  return known;
}

function isBelow(constants: readonly Constant[] | undefined, limit: number): boolean {
  if (constants === undefined || constants.length === 0) return false;
  return constants.every(
    (each) =>
      (typeof each === 'string' ? each.length : typeof each === 'number' ? each : limit) < limit,
  );
}

function isOfType(frame: Frame, value: Value | undefined, wanted: readonly string[]): boolean {
  const isText = value?.constants?.some((each) => typeof each === 'string') ?? value?.isBuilt;
  if (isText === true && wanted.includes('string')) return true;
  return (value?.refs ?? []).some((ref) => {
    const path =
      ref.kind === 'lib'
        ? ref.path
        : ref.kind === 'object' && ref.type?.kind === 'lib'
          ? ref.type.path
          : undefined;
    return path !== undefined && wanted.some((each) => frame.library.isA(path, each));
  });
}
