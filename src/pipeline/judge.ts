import { applySuppressions, type AppliedSuppressions } from '../fingerprint/apply-suppressions.ts';
import type { Check } from '../model/check.ts';
import type { Demotion } from '../model/demotion.ts';
import type { Decision, JudgedFinding } from '../model/decision.ts';
import type { ComponentEvidence, Finding } from '../model/finding.ts';
import type { VexUse } from '../model/vex-use.ts';
import { occurrenceKey } from '../model/suppression.ts';
import type { Suppression } from '../model/suppression.ts';
import { decide } from '../policy/decide.ts';
import type {
  ComponentFacts,
  DecisionInput,
  FindingFacts,
  Judged,
  Override,
} from '../policy/decision-input.ts';
import type { LoadedPolicy } from '../policy/parse-policy.ts';
import type { VexAnswers } from '../policy/vex/answer.ts';
import type { Compared } from './compare.ts';
import type { ExaminedEndpoints } from './endpoints/examine-endpoints.ts';
import type { Gathered } from './gather.ts';
import type { Plan } from './plan.ts';

export interface JudgeOptions {
  readonly loaded: LoadedPolicy;
  /** Every check that there is, and those of this run. */
  readonly all: readonly Check[];
  readonly checks: readonly Check[];
  /** ISO 8601. */
  readonly now: string;
  readonly branch: string;
  readonly endpoints: Pick<ExaminedEndpoints, 'whole'>;
  readonly demotions: readonly Demotion[];
  readonly override?: Override | undefined;
  /** What the VEX documents of the policy say. */
  readonly vexOf: VexAnswers;
}

export interface Judgement {
  readonly decision: Decision;
  readonly input: DecisionInput;
  readonly judged: Judged;
  readonly suppressions: AppliedSuppressions;
}

/** Applies the comments in the source, then the policy. */
export function judge(
  plan: Plan,
  gathered: Gathered,
  compared: Compared,
  options: JudgeOptions,
): Judgement {
  // A comment speaks of its file; the name of an endpoint is none, whatever it looks like.
  const inFiles = compared.findings.filter(({ location }) => location.endpoint === undefined);
  const suppressions = suppress(plan, gathered, inFiles, options);
  const findings = [...compared.findings, ...compared.fixed];
  const comments = findings.map((finding) =>
    finding.location.endpoint === undefined
      ? suppressions.byFinding.get(occurrenceKey(finding))
      : undefined,
  );
  const rules = new Map(options.all.flatMap((check) => check.rules).map((rule) => [rule.id, rule]));
  const input: DecisionInput = {
    now: options.now,
    target: {
      kind: plan.kind,
      branch: options.branch,
      whole: plan.whole && options.endpoints.whole,
    },
    findings: findings.map((finding, index) => {
      const { tags = [], cwe = [] } = rules.get(finding.ruleId) ?? {};
      return factsOf(finding, { tags, cwe }, comments[index], options.vexOf);
    }),
    demotions: options.demotions,
    ...(options.override === undefined ? {} : { override: options.override }),
    incomplete: gathered.incomplete,
  };
  const judged = decide(options.loaded, input);
  const { outcome, reasons, notices } = judged;
  const decided = findings.map((finding, index) =>
    judgedFinding(finding, judged, index, {
      comment: comments[index],
      vex: input.findings[index]?.vex,
    }),
  );
  return {
    decision: { outcome, reasons, notices, findings: decided },
    input,
    judged,
    suppressions,
  };
}

function suppress(
  plan: Plan,
  gathered: Gathered,
  findings: readonly Finding[],
  { loaded, all, checks, now }: JudgeOptions,
): AppliedSuppressions {
  const missed = new Set(gathered.incomplete.map(({ what }) => what));
  const ran = new Set(checks.flatMap(({ rules }) => rules.map(({ id }) => id)));
  const { base } = plan;
  return applySuppressions({
    findings,
    suppressions: gathered.suppressions,
    now,
    policy: loaded.policy.suppressions,
    ruleIds: all.flatMap(({ rules }) => rules.map(({ id }) => id)),
    // A diff shows too little of a file to say that a comment has nothing to hide.
    examined: (ruleId, path) => plan.kind !== 'diff' && ran.has(ruleId) && !missed.has(path),
    ...(base?.protectedBy === undefined
      ? {}
      : { base: { suppressions: gathered.baseSuppressions, renames: base.renames } }),
  });
}

function factsOf(
  finding: Finding,
  rule: { readonly tags: readonly string[]; readonly cwe: readonly number[] },
  comment: Suppression | undefined,
  vexOf: VexAnswers,
): FindingFacts {
  const { ruleId, checkId, fingerprint, location, severity, confidence, state, evidence } = finding;
  const vex = evidence.kind === 'component' ? vexOf(evidence) : undefined;
  return {
    ruleId,
    checkId,
    fingerprint,
    path: location.path,
    ...(location.endpoint === undefined ? {} : { endpoint: location.path }),
    line: location.region.startLine,
    ...(evidence.kind === 'component' && evidence.purl !== ''
      ? { component: componentFacts(evidence) }
      : {}),
    severity,
    confidence,
    state,
    tags: rule.tags,
    cwe: rule.cwe,
    ...(vex === undefined ? {} : { vex }),
    ...(comment === undefined ? {} : { suppressed: comment.reason }),
  };
}

function componentFacts(evidence: ComponentEvidence): ComponentFacts {
  const { purl, scope, direct, reach, advisories, cvss, exploitProbability, fixedIn } = evidence;
  return {
    purl,
    scope,
    direct,
    reach,
    advisories,
    cvss: cvss?.score ?? 0,
    epss: exploitProbability ?? 0,
    exploited: evidence.exploitedSince !== undefined,
    fixable: fixedIn.length > 0,
  };
}

function judgedFinding(
  finding: Finding,
  { judgements }: Judged,
  index: number,
  { comment, vex }: { readonly comment: Suppression | undefined; readonly vex: VexUse | undefined },
): JudgedFinding {
  const { stage, effect, why, waiver } = judgements[index] ?? {
    stage: 'observe',
    effect: 'observed',
    why: [],
  };
  return {
    finding,
    stage,
    effect,
    why,
    ...(waiver === undefined ? {} : { waiver }),
    ...(comment === undefined ? {} : { suppression: comment }),
    ...(vex !== undefined && effect === 'waived' && waiver === undefined ? { vex } : {}),
  };
}
