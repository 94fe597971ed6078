import type { RuleVersion } from '../model/evidence.ts';
import { demotionsIn } from './demotion.ts';
import { entriesInRing, evidenceOf, type EvidenceFrame } from './evidence.ts';
import type { KeptEntry, LogFacts } from './log/log-facts.ts';

/** What the verdicts said of a rule at one time. Natural logarithms, as in `GateEvidence`. */
export interface EvidencePoint {
  /** ISO 8601. */
  readonly at: string;
  readonly right: number;
  readonly falseAlarms: number;
  readonly warn: number;
  readonly block: number;
}

/** More cannot be told apart in a picture. */
const MAX_POINTS = 60;

/**
 * How the evidence on a version of a rule has grown and shrunk: one point a verdict or override, evenly chosen ones where there are
 * more than sixty, the last one always. Each is what `evidenceOf` says of the log up to then. Linear in the entries on the
 * rule, for each point.
 */
export function evidenceSeries(
  { entries, runs }: LogFacts,
  rule: RuleVersion,
  frame: EvidenceFrame,
): readonly EvidencePoint[] {
  const own = entriesInRing(entries, frame).filter((entry) => concerns(entry, rule.rule));
  const times = own.filter(({ kind }) => kind !== 'policy' && kind !== 'stage').map(({ at }) => at);
  return chosen([...new Set(times)]).flatMap((at): EvidencePoint[] => {
    const until = own.filter((entry) => entry.at <= at);
    const since = new Map(
      demotionsIn(until, frame.settings).map((demotion) => [demotion.rule, demotion.since]),
    );
    const [evidence] = evidenceOf({ entries: until, runs }, [rule], { ...frame, now: at }, since);
    if (evidence === undefined) return [];
    const { truePositives: right, falsePositives: falseAlarms } = evidence.counted.answers;
    return [{ at, right, falseAlarms, warn: evidence.warn.logE, block: evidence.block.logE }];
  });
}

function concerns(entry: KeptEntry, rule: string): boolean {
  switch (entry.kind) {
    case 'verdict':
    case 'stage':
      return entry.rule === rule;
    case 'override':
    case 'policy':
      return entry.rules.some((each) => each.rule === rule);
    case 'waiver':
      return false;
  }
}

function chosen(times: readonly string[]): readonly string[] {
  if (times.length <= MAX_POINTS) return times;
  const step = (times.length - 1) / (MAX_POINTS - 1);
  return Array.from({ length: MAX_POINTS }, (_, index) => times[Math.round(index * step)] ?? '');
}
