import type { FileClass, SkipReason, Skipped } from '../model/file.ts';
import { skipReasons } from '../model/file.ts';

const MAX_EXAMPLES = 5;

/** Joins what the walk skipped with what no check wanted, in the order of `skipReasons`. */
export function joinSkipped(
  walked: readonly Skipped[],
  unwanted: readonly { readonly path: string; readonly fileClass: FileClass }[],
): Skipped[] {
  const byReason = new Map<SkipReason, { count: number; examples: string[] }>();
  const entryOf = (reason: SkipReason): { count: number; examples: string[] } => {
    const entry = byReason.get(reason) ?? { count: 0, examples: [] };
    byReason.set(reason, entry);
    return entry;
  };
  for (const { reason, count, examples } of walked) {
    const entry = entryOf(reason);
    entry.count += count;
    entry.examples.push(...examples);
  }
  for (const { path, fileClass } of unwanted) {
    const entry = entryOf(reasonOf(fileClass));
    entry.count += 1;
    if (entry.examples.length < MAX_EXAMPLES) entry.examples.push(path);
  }
  return skipReasons.flatMap((reason) => {
    const entry = byReason.get(reason);
    if (entry === undefined) return [];
    return [{ reason, count: entry.count, examples: entry.examples.slice(0, MAX_EXAMPLES) }];
  });
}

function reasonOf(fileClass: FileClass): SkipReason {
  switch (fileClass) {
    case 'generated':
    case 'minified':
    case 'vendored':
      return fileClass;
    case 'text':
    case 'archive':
    case 'binary':
      return 'binary';
  }
}
