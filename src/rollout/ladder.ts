import type { Ladder, RuleVersion, Standing } from '../model/evidence.ts';
import type { Demotion } from '../model/demotion.ts';
import type { LogEntry } from '../model/log-entry.ts';
import type { Policy } from '../model/policy.ts';
import type { Stage } from '../model/stage.ts';
import { demotionsIn } from './demotion.ts';
import { entriesInRing, evidenceOf, type EvidenceFrame } from './evidence.ts';
import { forecastOf } from './forecast.ts';
import { ringState, standingOf } from './promotion.ts';
import { rankOf, stageInPolicy } from './written-stages.ts';

/** Computes the ladder from all entries of a log, in order of time. */
export function ladderOf(
  entries: readonly LogEntry[],
  rules: readonly RuleVersion[],
  {
    policy,
    product,
    now,
  }: { readonly policy: Policy; readonly product: string; readonly now: string },
): Ladder {
  const frame: EvidenceFrame = {
    settings: policy.rollout,
    tolerance: policy.tolerance,
    product,
    now,
  };
  const own = entriesInRing(entries, frame);
  const ring = ringState(own, now);
  const demotions = new Map(demotionsIn(own, policy.rollout).map((one) => [one.rule, one]));
  const days = policy.rollout.forecastDays;
  const ruleIds = rules.map(({ rule }) => rule);
  const forecasts = forecastOf(ruleIds, own, { now, days });
  const since = new Map([...demotions].map(([rule, demotion]) => [rule, demotion.since]));
  const standings = evidenceOf(own, rules, frame, since).flatMap((evidence, index): Standing[] => {
    const forecast = forecasts[index];
    if (forecast === undefined) return [];
    const demotion = demotions.get(evidence.rule);
    const written = stageInPolicy(policy.rules, evidence.rule);
    const stage = effectiveStage(written, demotion);
    return [standingOf({ written, stage, evidence, forecast, demotion }, ring, frame)];
  });
  return { product, now, ring, standings, entries: own.length };
}

/** The highest stage that can be in force: what the policy writes, unless the rule was demoted. */
function effectiveStage(written: Stage, demotion: Demotion | undefined): Stage {
  return demotion !== undefined && rankOf(demotion.to) < rankOf(written) ? demotion.to : written;
}
