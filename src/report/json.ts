import type { JudgedFinding } from '../model/decision.ts';
import type { RunReport } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import type { Format } from './format.ts';
import { toJson } from './safe-text.ts';
import { countByEffect, rulesUsed, worstFirst } from './view.ts';

/** Grows when a reader of the old shape would misunderstand the new one; additions do not count. */
const schemaVersion = 1;

/** Everything, for programs: schema/report.schema.json. Only `timing` varies between runs on the same inputs. */
export const json: Format = {
  name: 'json',
  description: 'everything, for programs (schema/report.schema.json)',
  render(report) {
    const { decision } = report;
    return toJson({
      schemaVersion,
      tool: report.tool,
      now: report.now,
      target: report.target,
      decision: {
        outcome: decision.outcome,
        counts: countByEffect(decision.findings),
        reasons: decision.reasons,
        notices: decision.notices,
      },
      endpoints: report.endpoints,
      findings: worstFirst(decision.findings).map(findingObject),
      incomplete: report.incomplete,
      suppressions: report.suppressions,
      badSuppressions: report.badSuppressions,
      skipped: report.skipped,
      baseline: report.baseline,
      policy: policyObject(report),
      checks: report.checks.map(({ rules, ...check }) => ({ ...check, ruleCount: rules.length })),
      rules: rulesUsed(report).map(ruleObject),
      notes: report.notes,
      timing: report.timing,
    });
  },
};

function findingObject({
  finding,
  stage,
  effect,
  why,
  waiver,
  suppression,
}: JudgedFinding): object {
  return {
    rule: finding.ruleId,
    check: finding.checkId,
    fingerprint: finding.fingerprint,
    state: finding.state,
    stage,
    effect,
    severity: finding.severity,
    confidence: finding.confidence,
    message: finding.message,
    location: finding.location,
    excerpt: finding.excerpt,
    evidence: finding.evidence,
    why,
    identities: finding.identities,
    movedFrom: finding.movedFrom,
    origin: finding.origin,
    waiver,
    suppression,
  };
}

/** Without its text: the decision record keeps that. */
function policyObject({ policy }: RunReport): object {
  return { name: policy.name, digest: policy.digest, differs: policy.differs };
}

/** Without its examples: they prove the rule, not the finding. */
function ruleObject(rule: Rule): object {
  return { ...rule, examples: undefined };
}
