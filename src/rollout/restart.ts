import type { Demotion } from '../model/demotion.ts';
import type { RuleEvidence, RuleVersion } from '../model/evidence.ts';
import { progressText } from '../model/progress-text.ts';
import { evidenceOf, type EvidenceFrame } from './evidence.ts';
import type { KeptEntry } from './log/log-facts.ts';
import { RunLedger } from './log/run-ledger.ts';
import { promotionsTaken, type TakenPromotion } from './promotions-taken.ts';

/**
 * Rules that have to start again: they were promoted as another version, whose evidence opened the gate, and the agreed
 * share of it that the present version inherits, with what was said of it since, does not. They stand one stage lower
 * until it does. A stage that people gave without evidence was not earned by a version and is not lost with it.
 * `entries` of the ring, in order of time; `rules` as they are now.
 */
export function restartsIn(
  entries: readonly KeptEntry[],
  rules: readonly RuleVersion[],
  frame: EvidenceFrame,
): readonly Demotion[] {
  if (frame.settings.newVersion === 'keep') return [];
  const last = new Map(promotionsTaken(entries).map((promotion) => [promotion.rule, promotion]));
  const log = { entries, runs: new RunLedger() };
  return rules.flatMap((rule): Demotion[] => {
    const promotion = last.get(rule.rule);
    if (promotion === undefined || isSame(promotion, rule)) return [];
    const { to } = promotion;
    if (to === 'observe') return [];
    const [before, now] = evidenceOf(log, [promotion, rule], frame);
    if (before === undefined || now === undefined) return [];
    if (!isOpen(before, to) || isOpen(now, to)) return [];
    return [
      {
        rule: rule.rule,
        to: to === 'block' ? 'warn' : 'observe',
        since: firstSeen(entries, rule) ?? frame.now,
        because: reasonFor({ ...promotion, to }, now, frame),
      },
    ];
  });
}

function reasonFor(
  promotion: TakenPromotion & { readonly to: 'warn' | 'block' },
  now: RuleEvidence,
  { settings }: EvidenceFrame,
): string {
  const { to, version, engine } = promotion;
  const changed =
    version === now.version
      ? `engine ${now.engine} took the place of ${engine}`
      : `version ${now.version} took the place of ${version}`;
  const share = `${Math.round(settings.carry * 100)} %`;
  return `it starts again for ${to}: ${changed}, and inherits ${share} of its evidence (${progressText(now[to])})`;
}

function isOpen(evidence: RuleEvidence, gate: 'warn' | 'block'): boolean {
  return evidence[gate].logE >= evidence[gate].logThreshold;
}

function isSame(a: RuleVersion, b: RuleVersion): boolean {
  return a.version === b.version && a.engine === b.engine;
}

/** When a run of the log first had this version. */
function firstSeen(entries: readonly KeptEntry[], rule: RuleVersion): string | undefined {
  return entries.find(
    (entry) =>
      entry.kind === 'policy' &&
      entry.rules.some((each) => each.rule === rule.rule && isSame(each, rule)),
  )?.at;
}
