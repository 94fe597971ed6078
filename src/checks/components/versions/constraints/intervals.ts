import { Cursor } from '../cursor.ts';
import type { VersionKey, VersionOrder } from '../key.ts';
import { maven } from '../maven.ts';
import { nuget } from '../semver.ts';
import { type Bound, keeps, raised } from './bounds.ts';
import { readPartial } from './partial.ts';

/** `[1,2)` and its kin; an end is empty where it is open. */
interface Interval {
  readonly from: string;
  readonly to: string;
  readonly fromIncluded: boolean;
  readonly toIncluded: boolean;
}

function intervalOf(text: string, open: number, close: number): Interval | undefined {
  const ends = text.slice(open + 1, close).split(',');
  const fromIncluded = text.charAt(open) === '[';
  const toIncluded = text.charAt(close) === ']';
  const [from = '', to = from] = ends.map((end) => end.trim());
  if (ends.length > 2 || (ends.length === 1 && !(fromIncluded && toIncluded && from !== ''))) {
    return undefined;
  }
  return { from, to, fromIncluded, toIncluded };
}

function isInside(code: number): boolean {
  return code > 0 && code !== 0x29 && code !== 0x5d;
}

/** Intervals with commas between. */
function intervalsOf(text: string): readonly Interval[] | undefined {
  const cursor = new Cursor(text);
  const found: Interval[] = [];
  while (!cursor.done) {
    const open = cursor.at;
    if (!cursor.eatOneOf('[(')) return undefined;
    cursor.while(isInside);
    const interval = cursor.done ? undefined : intervalOf(text, open, cursor.at);
    if (interval === undefined) return undefined;
    found.push(interval);
    cursor.at += 1;
    while (cursor.eatOneOf(', '));
  }
  return found;
}

/** Undefined where an end is no version. */
function boundsOf(order: VersionOrder, interval: Interval): readonly Bound[] | undefined {
  const { from, to, fromIncluded, toIncluded } = interval;
  const [first, last] = [from, to].map((end) =>
    end === '' || end.includes('$') ? undefined : order.parse(end),
  );
  if ((from !== '' && first === undefined) || (to !== '' && last === undefined)) return undefined;
  return [
    ...(first === undefined ? [] : [{ relation: fromIncluded ? '>=' : '>', key: first } as const]),
    ...(last === undefined ? [] : [{ relation: toIncluded ? '<=' : '<', key: last } as const]),
  ];
}

function isInAny(order: VersionOrder, key: VersionKey, text: string): boolean | undefined {
  const bounds = intervalsOf(text)?.map((interval) => boundsOf(order, interval));
  if (bounds === undefined || bounds.includes(undefined)) return undefined;
  return bounds.some((all) => all?.every((bound) => keeps(order, key, bound)) === true);
}

function isInterval(text: string): boolean {
  return text.startsWith('[') || text.startsWith('(');
}

/** `1.2.*` of NuGet, `1.2.+` of Gradle: all that begins so; alone, everything. */
function isUnder(order: VersionOrder, key: VersionKey, prefix: string): boolean | undefined {
  if (prefix === '') return true;
  const numbers = prefix.endsWith('.') ? readPartial(prefix.slice(0, -1), 4) : undefined;
  if (numbers === undefined || numbers.wild || numbers.prerelease.length > 0) return undefined;
  const from = order.parse(numbers.numbers.join('.'));
  const to = order.parse(raised(numbers.numbers, numbers.numbers.length - 1).join('.'));
  if (from === undefined || to === undefined) return undefined;
  return order.compare(key, from) >= 0 && order.compare(key, to) < 0;
}

/** NuGet's ranges: intervals, `1.0` for "at least", `1.*`; undefined of pre-releases that float (`1.0-*`) and of variables. */
export function nugetSatisfies(version: string, constraint: string): boolean | undefined {
  const key = nuget.parse(version);
  const text = constraint.trim();
  if (key === undefined) return undefined;
  if (isInterval(text)) return isInAny(nuget, key, text);
  if (text.endsWith('*')) return isUnder(nuget, key, text.slice(0, -1));
  const least = nuget.parse(text);
  return least === undefined ? undefined : nuget.compare(key, least) >= 0;
}

/**
 * Maven's intervals, `[1,2),[3,)`, and Gradle's `1.+`. A bare version is a wish that another part of the build may
 * overrule: true where it is the version, else it cannot be told. Undefined also of `${…}` and `latest.release`.
 */
export function mavenSatisfies(version: string, constraint: string): boolean | undefined {
  const key = maven.parse(version);
  const text = constraint.trim();
  if (key === undefined) return undefined;
  if (isInterval(text)) return isInAny(maven, key, text);
  if (text.endsWith('+')) return isUnder(maven, key, text.slice(0, -1));
  const wished = maven.parse(text);
  return wished !== undefined && maven.compare(key, wished) === 0 ? true : undefined;
}
