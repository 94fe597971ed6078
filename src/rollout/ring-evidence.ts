import type { RingEvidence, RuleVersion } from '../model/evidence.ts';
import type { Policy } from '../model/policy.ts';
import { rings } from '../model/rollout-settings.ts';
import { demotionsIn } from './demotion.ts';
import { entriesInRing, evidenceOf, ringOf } from './evidence.ts';
import { forecastOf } from './forecast.ts';
import type { LogFacts } from './log/log-facts.ts';

/** The evidence on one rule in each ring, so that people see what a larger one would change. */
export function evidenceByRing(
  log: LogFacts,
  rule: RuleVersion,
  {
    policy,
    product,
    now,
  }: { readonly policy: Policy; readonly product: string; readonly now: string },
): readonly RingEvidence[] {
  return rings.flatMap((ring): RingEvidence[] => {
    const settings = { ...policy.rollout, ring };
    const frame = { settings, tolerance: policy.tolerance, product, now };
    const demotions = demotionsIn(entriesInRing(log.entries, frame), settings);
    const since = new Map(demotions.map((demotion) => [demotion.rule, demotion.since]));
    const [evidence] = evidenceOf(log, [rule], frame, since);
    const days = settings.forecastDays;
    const [forecast] = forecastOf([rule.rule], log.runs, { now, days, isInRing: ringOf(frame) });
    if (evidence === undefined || forecast === undefined) return [];
    return [{ ring, counts: ring === policy.rollout.ring, evidence, forecast }];
  });
}
