import { Problem } from './problem.ts';

/** Rows of one page, unless asked for fewer. */
export const PAGE_SIZE = 50;

/** Where the next page begins; undefined: this is the last one. */
export function nextCursor<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (last: Row) => readonly (string | number)[],
): string | undefined {
  const last = rows.at(-1);
  if (last === undefined || rows.length < limit) return undefined;
  return Buffer.from(JSON.stringify(keyOf(last))).toString('base64url');
}

/** What `nextCursor` wrote; throws Problem where it is none of these kinds. */
export function readCursor(
  cursor: string | undefined,
  kinds: readonly ('string' | 'number')[],
): readonly (string | number)[] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(key) && kinds.every((kind, index) => typeof key[index] === kind)) return key;
  } catch {
    // Told below, whatever is wrong with it.
  }
  throw new Problem(400, 'cursor: use `next` of the page before');
}
