import type { Effect, JudgedFinding } from '../model/decision.ts';
import type { RunReport } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import { severities, type Severity } from '../model/severity.ts';

/** Every effect, from what stops the build to what is gone. */
const effects: readonly Effect[] = [
  'blocks',
  'warns',
  'existing',
  'observed',
  'waived',
  'suppressed',
  'fixed',
];

/** The findings of one rule, in order of place. */
export interface RuleGroup {
  readonly ruleId: string;
  /** Undefined when no check of the run knows the rule (a stored baseline may hold retired ones). */
  readonly rule: Rule | undefined;
  /** The worst of its findings. */
  readonly severity: Severity;
  readonly findings: readonly JudgedFinding[];
}

/** Findings worst first: by effect, severity, rule, path, place, fingerprint; a total order, free of locale. */
export function worstFirst(findings: readonly JudgedFinding[]): readonly JudgedFinding[] {
  return findings.toSorted(compareWorst);
}

export function withEffect(
  findings: readonly JudgedFinding[],
  ...wanted: readonly Effect[]
): readonly JudgedFinding[] {
  return findings.filter(({ effect }) => wanted.includes(effect));
}

/**
 * What a platform should keep open: what blocks, warns or stood there before; only on request what is observed. Never
 * what is suppressed, waived or fixed: most platforms show all that a report lists. Worst first.
 */
export function forPlatform(
  report: RunReport,
  { verbose }: { readonly verbose: boolean },
): readonly JudgedFinding[] {
  const shown: readonly Effect[] = ['blocks', 'warns', 'existing'];
  const wanted: readonly Effect[] = verbose ? [...shown, 'observed'] : shown;
  return worstFirst(withEffect(report.decision.findings, ...wanted));
}

/** How many findings there are of each effect. */
export function countByEffect(
  findings: readonly JudgedFinding[],
): Readonly<Record<Effect, number>> {
  const counts: Record<Effect, number> = {
    blocks: 0,
    warns: 0,
    existing: 0,
    observed: 0,
    waived: 0,
    suppressed: 0,
    fixed: 0,
  };
  for (const { effect } of findings) counts[effect] += 1;
  return counts;
}

/** Grouped by rule: the worst rule first, of equals in order of id. */
export function groupByRule(
  report: RunReport,
  findings: readonly JudgedFinding[],
): readonly RuleGroup[] {
  const rules = ruleIndex(report);
  const byRule = new Map<string, JudgedFinding[]>();
  for (const judged of worstFirst(findings)) {
    const group = byRule.get(judged.finding.ruleId);
    if (group === undefined) byRule.set(judged.finding.ruleId, [judged]);
    else group.push(judged);
  }
  return [...byRule]
    .map(([ruleId, group]) => ({
      ruleId,
      rule: rules.get(ruleId),
      severity: group[0]?.finding.severity ?? 'info',
      findings: group.toSorted(comparePlace),
    }))
    .toSorted(
      (a, b) =>
        rank(severities, a.severity) - rank(severities, b.severity) || order(a.ruleId, b.ruleId),
    );
}

/** Rules of all checks of the run, by id. */
export function ruleIndex(report: RunReport): ReadonlyMap<string, Rule> {
  return new Map(report.checks.flatMap(({ rules }) => rules).map((rule) => [rule.id, rule]));
}

/** Rules that have a finding in the report, in order of id. */
export function rulesUsed(report: RunReport): readonly Rule[] {
  const used = new Set(report.decision.findings.map(({ finding }) => finding.ruleId));
  return [...ruleIndex(report).values()]
    .filter(({ id }) => used.has(id))
    .toSorted((a, b) => order(a.id, b.id));
}

function compareWorst(a: JudgedFinding, b: JudgedFinding): number {
  return (
    rank(effects, a.effect) - rank(effects, b.effect) ||
    rank(severities, a.finding.severity) - rank(severities, b.finding.severity) ||
    order(a.finding.ruleId, b.finding.ruleId) ||
    comparePlace(a, b)
  );
}

function comparePlace(a: JudgedFinding, b: JudgedFinding): number {
  const [left, right] = [a.finding.location, b.finding.location];
  return (
    order(left.path, right.path) ||
    order(left.inner ?? '', right.inner ?? '') ||
    left.region.startLine - right.region.startLine ||
    left.region.startColumn - right.region.startColumn ||
    order(a.finding.fingerprint, b.finding.fingerprint)
  );
}

function rank<T>(list: readonly T[], value: T): number {
  return list.indexOf(value);
}

/** By UTF-16 code units: the same everywhere. */
export function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
