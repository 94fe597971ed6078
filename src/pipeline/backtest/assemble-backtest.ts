import type { MainlineStep } from '../../collect/mainline.ts';
import type { OpenTarget } from '../../collect/target.ts';
import type { Backtest, ReplayedChange } from '../../model/backtest.ts';
import type { Check } from '../../model/check.ts';
import type { Outcome } from '../../model/decision.ts';
import type { Incomplete } from '../../model/incomplete.ts';
import { version } from '../../model/version.ts';
import { upperBound } from '../../rollout/statistics/e-process.ts';
import { targetName } from '../target-name.ts';
import { CONFIDENCE, rulesOf } from './summary.ts';

/** Everything besides the changes that a backtest tells. */
export interface BacktestParts extends Pick<Backtest, 'policy' | 'tried' | 'notes' | 'timing'> {
  readonly target: OpenTarget;
  readonly checks: readonly Check[];
  readonly ends: { readonly first: MainlineStep; readonly last: MainlineStep };
  readonly incomplete: readonly Incomplete[];
}

/** Sums up. `changes` are all that were replayed, the oldest first. */
export function assembleBacktest(
  changes: readonly ReplayedChange[],
  { target, checks, policy, tried, ends, incomplete, notes, timing }: BacktestParts,
): Backtest {
  const rules = rulesOf(changes);
  const outcomes = countOutcomes(changes);
  const ruleCount = checks.reduce((sum, check) => sum + check.rules.length, 0);
  const boundOf = (hits: number): number => upperBound(hits, changes.length, CONFIDENCE);
  return {
    tool: { name: 'lockstep', version },
    target: targetName(target),
    from: endOf(ends.first),
    to: endOf(ends.last),
    policy: { name: policy.name, digest: policy.digest },
    tried,
    changes: changes.length,
    outcomes,
    blockedUpperBound: boundOf(outcomes.block),
    rules,
    quiet: { rules: ruleCount - rules.length, upperBound: boundOf(0) },
    replayed: changes.filter(
      ({ stoppedBy, outcome }) => stoppedBy.length > 0 || outcome !== 'pass',
    ),
    incomplete: distinct(incomplete),
    notes: [...notes, 'Endpoints were not replayed: the history holds files only.'],
    timing,
  };
}

function countOutcomes(changes: readonly ReplayedChange[]): Readonly<Record<Outcome, number>> {
  const outcomes: Record<Outcome, number> = { pass: 0, warn: 0, block: 0, incomplete: 0 };
  for (const { outcome } of changes) outcomes[outcome] += 1;
  return outcomes;
}

function endOf({ commit: { oid, committedAt } }: MainlineStep): Backtest['from'] {
  return { commit: oid, at: committedAt };
}

/** Of a file that failed in ten versions in the same way, one line says it. */
function distinct(incomplete: readonly Incomplete[]): readonly Incomplete[] {
  return [...new Map(incomplete.map((each) => [JSON.stringify(each), each])).values()];
}
