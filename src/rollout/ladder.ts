import type { Ladder, RuleVersion, Standing } from '../model/evidence.ts';
import type { Demotion } from '../model/demotion.ts';
import type { Policy } from '../model/policy.ts';
import type { Stage } from '../model/stage.ts';
import { allDemotions } from './all-demotions.ts';
import { demotionsIn } from './demotion.ts';
import { entriesInRing, evidenceOf, ringOf, type EvidenceFrame } from './evidence.ts';
import { forecastOf } from './forecast.ts';
import type { LogFacts } from './log/log-facts.ts';
import { ringState, standingOf } from './promotion.ts';
import { rankOf, stageInPolicy } from './written-stages.ts';

/** Computes the ladder from a log. */
export function ladderOf(
  log: LogFacts,
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
  const own = entriesInRing(log.entries, frame);
  const ring = ringState(log, frame);
  const demotions = new Map(allDemotions(own, rules, frame).map((one) => [one.rule, one]));
  const days = policy.rollout.forecastDays;
  const ruleIds = rules.map(({ rule }) => rule);
  const isInRing = ringOf(frame);
  const forecasts = forecastOf(ruleIds, log.runs, { now, days, isInRing });
  // Misfires spoil what was said before them; a new version says by itself whose verdicts count.
  const misfires = demotionsIn(own, policy.rollout);
  const since = new Map(misfires.map((demotion) => [demotion.rule, demotion.since]));
  const standings = evidenceOf(log, rules, frame, since).flatMap((evidence, index): Standing[] => {
    const forecast = forecasts[index];
    if (forecast === undefined) return [];
    const demotion = demotions.get(evidence.rule);
    const written = stageInPolicy(policy.rules, evidence.rule);
    const stage = effectiveStage(written, demotion);
    return [standingOf({ written, stage, evidence, forecast, demotion }, ring, frame)];
  });
  return { product, now, ring, standings, entries: own.length + log.runs.count(isInRing) };
}

/** The highest stage that can be in force: what the policy writes, unless the rule was demoted. */
function effectiveStage(written: Stage, demotion: Demotion | undefined): Stage {
  return demotion !== undefined && rankOf(demotion.to) < rankOf(written) ? demotion.to : written;
}
