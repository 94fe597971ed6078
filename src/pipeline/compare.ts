import { matchBaseline } from '../fingerprint/match.ts';
import type { Check } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { BaselineSource } from '../model/report.ts';
import type { ExaminedEndpoints } from './endpoints/examine-endpoints.ts';
import type { Gathered } from './gather.ts';
import type { Plan, PlannedBase } from './plan.ts';
import type { LoadedBaseline } from './stored-baseline.ts';

/** The findings of a run, each with its state, and what they were compared with. */
export interface Compared {
  readonly findings: readonly Finding[];
  /** Stood in the baseline and are gone. */
  readonly fixed: readonly Finding[];
  /** Stood in the stored baseline; the run did not look for them. */
  readonly unknown: readonly Finding[];
  readonly source: BaselineSource;
}

export interface CompareOptions {
  readonly keyId: string;
  readonly checks: readonly Check[];
  readonly stored: LoadedBaseline | undefined;
  readonly endpoints: Pick<ExaminedEndpoints, 'hasDecided'>;
}

/** Tells new findings from those that the base, or else the stored baseline, already had. */
export function compare(plan: Plan, gathered: Gathered, options: CompareOptions): Compared {
  const { keyId, stored } = options;
  if (plan.base !== undefined) return compareWithBase(plan, plan.base, gathered, keyId);
  const none = stored === undefined;
  const source = none ? ({ kind: 'none' } as const) : stored.source;
  const isSearched = searchedIn(plan, gathered, options);
  const base = none ? { findings: [] } : stored;
  return { ...matchBaseline(gathered.findings, base, { keyId, examined: isSearched }), source };
}

function compareWithBase(
  plan: Plan,
  base: PlannedBase,
  gathered: Gathered,
  keyId: string,
): Compared {
  const { commit, renames, filesChanged } = base;
  const newPath = new Map([...renames].map(([to, from]) => [from, to]));
  const missed = new Set(gathered.incomplete.map(({ what }) => what));
  const planned = new Set(plan.head.map(({ path }) => path));
  const matched = matchBaseline(
    gathered.findings,
    { findings: gathered.baseFindings, keyId },
    {
      keyId,
      renames,
      // Where the new version was not examined nobody knows whether the finding is still there.
      examined: ({ location: { path } }) => {
        const now = newPath.get(path) ?? path;
        return !missed.has(now) && (!planned.has(now) || gathered.examined.has(now));
      },
    },
  );
  return { ...matched, source: { kind: 'merge-base', commit, filesChanged } };
}

/** Whether the run looked for a finding that the stored baseline has: only then its absence means that it is fixed. */
function searchedIn(
  plan: Plan,
  gathered: Gathered,
  { checks, endpoints }: CompareOptions,
): (finding: Finding) => boolean {
  const isTree = plan.kind === 'directory' || plan.kind === 'file';
  const checkIds = new Set(checks.map(({ id }) => id));
  const planned = new Set(plan.head.map(({ path }) => path));
  const missed = new Set(gathered.incomplete.map(({ what }) => what));
  const sawAll = plan.incomplete.length === 0;
  return (finding) => {
    const { checkId, location } = finding;
    const { path } = location;
    if (location.endpoint !== undefined) return endpoints.hasDecided(finding);
    if (!isTree || !checkIds.has(checkId) || missed.has(path)) return false;
    return planned.has(path) ? gathered.examined.has(path) : sawAll && plan.isSelected(path);
  };
}
