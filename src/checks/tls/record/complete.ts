import type { Observation } from '../observation.ts';
import { goodObservation } from './good-observation.ts';
import { parseObservation } from './parse-observation.ts';

/**
 * Lays an excerpt over the record of a good endpoint: objects field by field, `null` takes a field away, each of
 * `addresses` over the good address, every other list and value instead of the good one.
 */
export function completeObservation(excerpt: unknown): Observation {
  return parseObservation(overlay(goodObservation, excerpt, ''), 'example');
}

/** Examples are shallow; deeper ones are not merged but taken as they are. */
const maxDepth = 8;

function overlay(good: unknown, given: unknown, key: string, depth = 0): unknown {
  if (given === undefined) return good;
  if (Array.isArray(good) && Array.isArray(given) && key === 'addresses') {
    return given.map((each: unknown) => overlay(good[0], each, '', depth + 1));
  }
  if (!isObject(good) || !isObject(given) || depth > maxDepth) return given;
  const keys = new Set([...Object.keys(good), ...Object.keys(given)]);
  return Object.fromEntries(
    [...keys]
      .filter((each) => given[each] !== null || each === 'serverName')
      .map((each) => [each, overlay(good[each], given[each], each, depth + 1)]),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
