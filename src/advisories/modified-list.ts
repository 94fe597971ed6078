import type { Buffer } from 'node:buffer';
import { instantOf } from './osv-instant.ts';
import { isAdvisoryId } from './osv-record.ts';

/** A date and an id of 200 characters are shorter. */
const MAX_LINE_BYTES = 300;
const LINE_FEED = 10;

/**
 * Reads `modified_id.csv` of OSV's export: `<RFC 3339>,<id>` a line, in any order, and of an id that stands twice the
 * newest. Undefined where a line is something else: a page of a proxy, or a list that was cut off.
 */
export function parseModifiedList(bytes: Buffer): ReadonlyMap<string, number> | undefined {
  const stamps = new Map<string, number>();
  for (let at = 0; at < bytes.length;) {
    const found = bytes.indexOf(LINE_FEED, at);
    const end = found === -1 ? bytes.length : found;
    if (end - at > MAX_LINE_BYTES) return undefined;
    const line = bytes.toString('utf8', at, end).trimEnd();
    at = end + 1;
    if (line === '') continue;
    const comma = line.indexOf(',');
    const id = line.slice(comma + 1);
    if (comma === -1 || !isAdvisoryId(id)) return undefined;
    // The year 1 is the date of records that have none.
    const ms = instantOf(line.slice(0, comma)) ?? 0;
    stamps.set(id, Math.max(ms, stamps.get(id) ?? 0));
  }
  return stamps;
}
