import type { Effect, JudgedFinding } from '../model/decision.ts';
import type { Rule } from '../model/rule.ts';
import type { RunResult } from '../pipeline/assemble.ts';
import { firstClaims } from '../report/describe.ts';
import { cut } from '../report/safe-text.ts';

/** Characters of one text, steps and claims of one finding, things that were not examined. */
const MAX_TEXT = 300;
const MAX_STEPS = 12;
const MAX_CLAIMS = 6;
const MAX_INCOMPLETE = 20;
/** Of all findings, as JSON. Chosen: a fifth of what models read at once. */
const MAX_FINDINGS_CHARS = 120_000;

const MAX_REASONS = 20;

/** What is told, the gravest first; what is suppressed, waived or fixed is only counted. */
const allEffects: readonly Effect[] = ['blocks', 'warns', 'existing', 'observed'];
/** What the gate looks at. */
export const gateEffects: readonly Effect[] = ['blocks', 'warns'];

/** What an agent is told of a run: bounded, and what others wrote apart from what Lockstep says. */
export function toldOf(
  { report }: RunResult,
  { limit, effects = allEffects }: { readonly limit: number; readonly effects?: readonly Effect[] },
): object {
  const { decision, checks, incomplete, target, policy } = report;
  const rules = new Map(checks.flatMap((check) => check.rules).map((rule) => [rule.id, rule]));
  const shown = decision.findings
    .filter(({ effect }) => effects.includes(effect))
    .toSorted((a, b) => effects.indexOf(a.effect) - effects.indexOf(b.effect));
  const findings = bounded(shown.slice(0, limit).map((each) => toldFinding(each, rules)));
  return {
    decision: decision.outcome,
    reasons: decision.reasons.slice(0, MAX_REASONS).map(({ outcome, text }) => ({
      outcome,
      untrusted: { text: cut(text, MAX_TEXT) },
    })),
    counts: countsOf(decision.findings),
    findings,
    omitted: shown.length - findings.length,
    incomplete: incomplete.slice(0, MAX_INCOMPLETE).map(({ checkId, reason, what, detail }) => ({
      check: checkId,
      reason,
      untrusted: { what: cut(what, MAX_TEXT), detail: cut(detail, MAX_TEXT) },
    })),
    incompleteOmitted: Math.max(0, incomplete.length - MAX_INCOMPLETE),
    examined: checks.map(({ id, state, units }) => ({ check: id, state, files: units })),
    policy: policy.digest,
    ...(target.base === undefined ? {} : { mergeBase: target.base.mergeBase }),
  };
}

function countsOf(findings: readonly JudgedFinding[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { effect } of findings) counts[effect] = (counts[effect] ?? 0) + 1;
  return counts;
}

function bounded(findings: readonly object[]): readonly object[] {
  let left = MAX_FINDINGS_CHARS;
  return findings.filter((finding) => (left -= JSON.stringify(finding).length) >= 0);
}

function toldFinding(
  { finding, stage, effect }: JudgedFinding,
  rules: ReadonlyMap<string, Rule>,
): object {
  const { ruleId, severity, confidence, fingerprint, state, location, evidence } = finding;
  const rule = rules.get(ruleId);
  // The target may have rules of its own: their words are not ours.
  const isOurs = rule !== undefined && !ruleId.startsWith('code/custom-');
  const steps = evidence.kind === 'code' ? evidence.steps : [];
  return {
    rule: ruleId,
    severity,
    confidence,
    stage,
    effect,
    state,
    fingerprint,
    line: location.region.startLine,
    column: location.region.startColumn,
    ...(isOurs ? { title: rule.title, fix: rule.fix } : {}),
    untrusted: {
      path: cut(location.path, MAX_TEXT),
      message: cut(finding.message, MAX_TEXT),
      source: cut(finding.excerpt.text, MAX_TEXT),
      ...(steps.length === 0
        ? { claims: firstClaims(evidence, MAX_CLAIMS).map((claim) => cut(claim, MAX_TEXT)) }
        : {
            steps: steps.slice(0, MAX_STEPS).map((step) => ({
              path: cut(step.path, MAX_TEXT),
              line: step.region.startLine,
              what: cut(step.what, MAX_TEXT),
              source: cut(step.text, MAX_TEXT),
            })),
          }),
      ...(evidence.kind === 'code' && evidence.diff !== undefined
        ? { diff: cut(evidence.diff, 2_000) }
        : {}),
    },
  };
}
