import type { Ladder, RuleVersion, Standing } from '../model/evidence.ts';
import type { Demotion } from '../model/demotion.ts';
import type { LogEntry } from '../model/log-entry.ts';
import type { Policy } from '../model/policy.ts';
import type { Stage } from '../model/stage.ts';
import { coversRule } from '../policy/stage-of.ts';
import { demotionsIn } from './demotion.ts';
import { entriesInRing, evidenceOf, type EvidenceFrame } from './evidence.ts';
import { forecastOf } from './forecast.ts';
import { ringState, standingOf } from './promotion.ts';

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
    const stage = effectiveStage(policy, evidence.rule, demotion);
    return [standingOf({ stage, evidence, forecast, demotion }, ring, frame)];
  });
  return { product, now, ring, standings, entries: own.length };
}

const rank: Readonly<Record<Stage, number>> = { observe: 0, warn: 1, block: 2 };

/** The highest stage that the policy can give a rule, whatever the conditions, unless it was demoted. */
function effectiveStage({ rules }: Policy, ruleId: string, demotion: Demotion | undefined): Stage {
  const written = stageInPolicy(rules, ruleId);
  return demotion !== undefined && rank[demotion.to] < rank[written] ? demotion.to : written;
}

/** The stage that the policy writes for a rule: of the most specific settings, the highest that can hold. */
export function stageInPolicy(rules: Policy['rules'], ruleId: string): Stage {
  const specific = (pattern: string): number => (pattern === ruleId ? 3 : pattern === '*' ? 1 : 2);
  const covering = rules
    .map((setting, index) => ({ setting, index }))
    .filter(({ setting }) => coversRule(setting.pattern, ruleId))
    .toSorted(
      (a, b) => specific(b.setting.pattern) - specific(a.setting.pattern) || b.index - a.index,
    );
  const last = covering.findIndex(({ setting }) => setting.when === undefined);
  const able = last === -1 ? covering : covering.slice(0, last + 1);
  return able.reduce<Stage>(
    (highest, { setting }) => (rank[setting.stage] > rank[highest] ? setting.stage : highest),
    'observe',
  );
}
