import type { FileClass } from '../model/file.ts';
import type { Finding } from '../model/finding.ts';
import type { Incomplete } from '../model/incomplete.ts';
import type { BadSuppression, Suppression } from '../model/suppression.ts';
import { backToFile } from './diff-units.ts';
import type { Examined } from './examination.ts';
import { groupHistory } from './group-history.ts';
import type { Plan } from './plan.ts';
import type { FileResult } from './unit.ts';

/** What the checks said of the head and of its base, each put together. */
export interface Gathered {
  readonly findings: readonly Finding[];
  readonly suppressions: readonly Suppression[];
  readonly badSuppressions: readonly BadSuppression[];
  readonly baseFindings: readonly Finding[];
  readonly baseSuppressions: readonly Suppression[];
  readonly incomplete: readonly Incomplete[];
  /** Files of the head that were examined, with their class. */
  readonly examined: ReadonlyMap<string, FileClass>;
  /** How many contents of each class the head had: of a history several for one path. */
  readonly unitsByClass: ReadonlyMap<FileClass, number>;
  readonly unwanted: Examined['unwanted'];
}

/** Takes the results apart: `plan.head` came first in the examination, then the files of the base. */
export function gather(plan: Plan, { results, incomplete, unwanted }: Examined): Gathered {
  const headCount = plan.head.length;
  const unseen = unseenBase(plan, { results, incomplete });
  const head = plan.head.map(({ path }, index) => ({
    path,
    result: unseen.has(plan.base?.renames.get(path) ?? path)
      ? undefined
      : headResult(plan, results, index),
  }));
  const base = results.slice(headCount).filter((result) => result !== undefined);
  const examined = new Map<string, FileClass>();
  const unitsByClass = new Map<FileClass, number>();
  for (const { path, result } of head) {
    if (result === undefined) continue;
    const { fileClass } = result;
    examined.set(path, fileClass);
    unitsByClass.set(fileClass, (unitsByClass.get(fileClass) ?? 0) + 1);
  }
  const said = head.flatMap(({ result }) => result ?? []);
  // Only what is still there can be spoken of by a comment that people see.
  const speaking =
    plan.history === undefined
      ? said
      : head.flatMap(({ result }, index) =>
          plan.history?.[index]?.present === true ? (result ?? []) : [],
        );
  const all = said.flatMap(({ findings }) => findings);
  return {
    findings: plan.history === undefined ? all : groupHistory(plan.history, head),
    suppressions: speaking.flatMap(({ suppressions }) => suppressions),
    badSuppressions: speaking.flatMap(({ badSuppressions }) => badSuppressions),
    baseFindings: base.flatMap(({ findings }) => findings),
    baseSuppressions: base.flatMap(({ suppressions }) => suppressions),
    incomplete: [...plan.incomplete, ...incomplete],
    examined,
    unitsByClass,
    unwanted,
  };
}

/**
 * Files of the base that a stopped run did not come to. What their new version holds cannot be called new, so it counts
 * as not examined either.
 */
function unseenBase(
  { base, head }: Plan,
  { results, incomplete }: Pick<Examined, 'results' | 'incomplete'>,
): ReadonlySet<string> {
  if (!incomplete.some(({ reason }) => reason === 'cancelled')) return new Set();
  const unseen = base?.files.filter((_, index) => results[head.length + index] === undefined);
  return new Set(unseen?.map(({ path }) => path));
}

function headResult(
  { diff }: Plan,
  results: Examined['results'],
  index: number,
): FileResult | undefined {
  const result = results[index];
  const text = diff?.[index];
  return result === undefined || text === undefined ? result : backToFile(result, text);
}
