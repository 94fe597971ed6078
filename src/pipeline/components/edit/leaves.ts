/** Deeper values are no manifest. */
const MAX_DEPTH = 100;

/**
 * Paths at which two parsed values differ, where both have a text; `undefined` where they differ in another way: then more
 * was changed than a text.
 */
export function changedTexts(before: unknown, after: unknown): readonly string[] | undefined {
  const changed: string[] = [];
  const same = compare(before, after, { path: '', depth: 0, changed });
  return same ? changed : undefined;
}

interface At {
  readonly path: string;
  readonly depth: number;
  readonly changed: string[];
}

function compare(before: unknown, after: unknown, at: At): boolean {
  if (at.depth > MAX_DEPTH) return false;
  if (typeof before === 'string' && typeof after === 'string') {
    if (before !== after) at.changed.push(at.path);
    return true;
  }
  const left = entriesOf(before);
  const right = entriesOf(after);
  if (left === undefined || right === undefined) {
    return Object.is(before, after) || String(before) === String(after);
  }
  if (left.size !== right.size) return false;
  for (const [key, value] of left) {
    if (!right.has(key)) return false;
    const below = { ...at, path: `${at.path}/${key}`, depth: at.depth + 1 };
    if (!compare(value, right.get(key), below)) return false;
  }
  return true;
}

/** Numbers, dates and the like have none. */
function entriesOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || value instanceof Date) return undefined;
  return new Map(Object.entries(value));
}
