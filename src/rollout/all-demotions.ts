import type { Demotion } from '../model/demotion.ts';
import type { RuleVersion } from '../model/evidence.ts';
import { demotionsIn } from './demotion.ts';
import type { EvidenceFrame } from './evidence.ts';
import type { KeptEntry } from './log/log-facts.ts';
import { restartsIn } from './restart.ts';
import { rankOf } from './written-stages.ts';

/**
 * What holds rules below the stage that the policy writes: misfires, and versions that start again; where both do, the
 * lower stage. `entries` of the ring, in order of time; in order of rule.
 */
export function allDemotions(
  entries: readonly KeptEntry[],
  rules: readonly RuleVersion[],
  frame: EvidenceFrame,
): readonly Demotion[] {
  const all = new Map<string, Demotion>();
  const misfires = demotionsIn(entries, frame.settings);
  for (const demotion of [...misfires, ...restartsIn(entries, rules, frame)]) {
    const known = all.get(demotion.rule);
    if (known === undefined || rankOf(demotion.to) < rankOf(known.to)) {
      all.set(demotion.rule, demotion);
    }
  }
  return [...all.values()].toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
}
