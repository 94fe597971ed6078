import type { HistoryBlob } from '../collect/history.ts';
import type { Finding } from '../model/finding.ts';
import type { FileResult } from './unit.ts';

interface Group {
  readonly first: Finding;
  readonly blob: HistoryBlob;
  present: Finding | undefined;
  occurrences: number;
}

/**
 * One finding for each secret (or, of a check without hidden values, each statement) of the history. It tells the commit
 * that brought it first, and stands where it is today if it is still there, else where it was first.
 */
export function groupHistory(
  history: readonly HistoryBlob[],
  results: readonly { readonly result: FileResult | undefined }[],
): readonly Finding[] {
  const groups = new Map<string, Group>();
  for (const [index, blob] of history.entries()) {
    for (const finding of results[index]?.result?.findings ?? []) {
      const { ruleId, discriminator, identities } = finding;
      const key = `${ruleId} ${discriminator ?? identities.moved}`;
      const group = groups.get(key) ?? { first: finding, blob, present: undefined, occurrences: 0 };
      group.occurrences += 1;
      if (blob.present) group.present = finding;
      groups.set(key, group);
    }
  }
  return [...groups.values()].map(({ first, blob, present, occurrences }) => ({
    ...(present ?? first),
    origin: { ...blob.origin, present: present !== undefined, occurrences },
  }));
}
