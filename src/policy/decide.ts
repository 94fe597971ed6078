import type { Effect, Outcome, PolicyNotice, Reason } from '../model/decision.ts';
import type { Demotion } from '../model/demotion.ts';
import type { Policy } from '../model/policy.ts';
import { severities } from '../model/severity.ts';
import { stages } from '../model/stage.ts';
import type { VexUse } from '../model/vex-use.ts';
import type {
  DecisionInput,
  FindingFacts,
  Judged,
  Judgement,
  WhenContext,
} from './decision-input.ts';
import type { LoadedPolicy } from './parse-policy.ts';
import type { StageAnswer } from './stage-of.ts';
import { canBlock, stagesUnder } from './stage-of.ts';
import { waiverFor, waiverNotices } from './waivers.ts';

/**
 * The gate's answer: a pure function of its arguments, the same whatever the order of the findings (docs/decisions.md).
 * The judgements are in the order of `input.findings`.
 */
export function decide(loaded: LoadedPolicy, input: DecisionInput): Judged {
  const { policy } = loaded;
  const stageOf = stagesUnder(loaded, contextOf(policy, input));
  const staged = input.findings.map((finding) => ({
    finding,
    answer: stageOf(finding),
  }));
  const failures = failedRules(staged);
  const demotions = new Map(input.demotions.map((demotion) => [demotion.rule, demotion]));
  const judged = staged.map(({ finding, answer }) => {
    const held = demote(
      lowered(answer, demotions.get(finding.ruleId)),
      failures.get(finding.ruleId),
    );
    return { finding, judgement: judge(finding, held, policy, input.now) };
  });
  const reasons = overridden(reasonsOf(policy, input, judged), input);
  const judgements = judged.map(({ judgement }) => judgement);
  return {
    outcome: reasons[0]?.outcome ?? 'pass',
    reasons,
    judgements,
    notices: [
      ...waiverNotices(policy.waivers, judgements, input),
      ...[...failures].map(([ruleId, text]): PolicyNotice => ({
        code: 'when-failed',
        text: `${ruleId} cannot block in this run: ${text}`,
      })),
      ...demotionNotices(staged, demotions),
    ],
  };
}

function contextOf({ product }: Policy, { now, target }: DecisionInput): WhenContext {
  const { name, tier, exposure, dataClasses } = product;
  return {
    product: { name, tier, exposure, data: dataClasses },
    target: { kind: target.kind, branch: target.branch },
    today: now.slice(0, 10),
  };
}

/**
 * Rules with a `when` that failed on any finding that is still there, with the first failure by text so that order does
 * not matter.
 */
function failedRules(
  staged: readonly { readonly finding: FindingFacts; readonly answer: StageAnswer }[],
): ReadonlyMap<string, string> {
  const failures = new Map<string, string>();
  for (const { finding, answer } of staged) {
    const { failed } = answer;
    if (failed === undefined || finding.state === 'fixed') continue;
    const known = failures.get(finding.ruleId);
    if (known === undefined || failed < known) failures.set(finding.ruleId, failed);
  }
  return new Map([...failures].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** A rule that lost a stage has it no longer, whatever the policy still says. */
function lowered(answer: StageAnswer, demotion: Demotion | undefined): StageAnswer {
  if (demotion === undefined || stages.indexOf(answer.stage) <= stages.indexOf(demotion.to)) {
    return answer;
  }
  return { ...answer, stage: demotion.to, why: [...answer.why, demotionText(demotion)] };
}

function demotionText({ to, since, because }: Demotion): string {
  return `demoted to ${to} since ${since.slice(0, 10)}, because ${because}`;
}

/** Rules whose findings here would have a higher stage by the policy alone, in order of name. */
function demotionNotices(
  staged: readonly { readonly finding: FindingFacts; readonly answer: StageAnswer }[],
  demotions: ReadonlyMap<string, Demotion>,
): readonly PolicyNotice[] {
  const fallen = new Map<string, string>();
  for (const { finding, answer } of staged) {
    const demotion = demotions.get(finding.ruleId);
    if (demotion === undefined || finding.state === 'fixed') continue;
    if (lowered(answer, demotion) !== answer) fallen.set(finding.ruleId, demotionText(demotion));
  }
  return [...fallen]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([ruleId, text]) => ({ code: 'demoted', text: `${ruleId} is ${text}` }));
}

/** What stopped the build is told all the same, as the first thing, and stops it no longer. */
function overridden(
  reasons: readonly Reason[],
  { override, now }: DecisionInput,
): readonly Reason[] {
  const isStopped = reasons.some(({ outcome }) => outcome === 'block' || outcome === 'incomplete');
  if (override === undefined || override.expires < now || !isStopped) return reasons;
  const { by, reason, expires } = override;
  const text = `let through by ${by} until ${expires.slice(0, 16)}Z, on their own responsibility: ${reason}`;
  return [
    { outcome: 'warn', text, fingerprints: [] },
    ...reasons.map((each): Reason => ({ ...each, outcome: 'warn' })),
  ];
}

/** A rule whose condition is broken may warn, but not stop anybody. */
function demote(answer: StageAnswer, failure: string | undefined): StageAnswer {
  if (failure === undefined || answer.stage !== 'block') return answer;
  return { stage: 'warn', why: [...answer.why, failure] };
}

function judge(finding: FindingFacts, answer: StageAnswer, policy: Policy, now: string): Judgement {
  const { stage, why } = answer;
  const say = (effect: Effect, ...reasons: readonly string[]): Judgement => ({
    stage,
    effect,
    why: [...why, ...reasons],
  });
  if (finding.state === 'fixed') return say('fixed', 'it is gone');
  if (finding.suppressed !== undefined) {
    return say('suppressed', `suppressed in the source: ${finding.suppressed}`);
  }
  const waiver = waiverFor(policy.waivers, finding, now);
  if (waiver !== undefined) {
    const { reason, expires } = policy.waivers[waiver] ?? { reason: '', expires: '' };
    return { ...say('waived', `waived until ${expires}: ${reason}`), waiver };
  }
  if (finding.vex !== undefined) return say('waived', vexText(finding.vex));
  if (stage === 'observe') return say('observed');
  if (finding.state !== 'new' && policy.blocks === 'new') {
    return say('existing', finding.state === 'moved' ? 'it only moved' : 'it was there before');
  }
  return say(stage === 'block' ? 'blocks' : 'warns');
}

function vexText(vex: VexUse): string {
  const { status, file, statement, author, timestamp } = vex;
  const what = status === 'fixed' ? 'fixed' : 'not affected';
  const who = author === '' ? 'somebody unnamed' : author;
  const when = timestamp === '' ? 'without a date' : timestamp.slice(0, 10);
  const because = [vex.justification, vex.impact].filter((text) => text !== '');
  return [`${what}, says ${who} in ${file} (${statement}, ${when})`, ...because].join(': ');
}

interface JudgedFacts {
  readonly finding: FindingFacts;
  readonly judgement: Judgement;
}

function reasonsOf(
  policy: Policy,
  input: DecisionInput,
  judged: readonly JudgedFacts[],
): readonly Reason[] {
  return [
    ...reasonOf('block', 'blocks', judged),
    ...incompleteReasons(policy, input),
    ...reasonOf('warn', 'warns', judged),
  ];
}

/** One reason a rule, worst severity first, then by rule. */
function reasonOf(outcome: Outcome, effect: Effect, judged: readonly JudgedFacts[]): Reason[] {
  const byRule = new Map<string, FindingFacts[]>();
  for (const { finding, judgement } of judged) {
    if (judgement.effect !== effect) continue;
    const group = byRule.get(finding.ruleId);
    if (group === undefined) byRule.set(finding.ruleId, [finding]);
    else group.push(finding);
  }
  return [...byRule]
    .toSorted(([ruleA, a], [ruleB, b]) => worstOf(a) - worstOf(b) || (ruleA < ruleB ? -1 : 1))
    .map(([ruleId, group]) => ({
      outcome,
      text: `${group.length} ${group.length === 1 ? 'finding' : 'findings'} of ${ruleId}`,
      fingerprints: group.map(({ fingerprint }) => fingerprint).toSorted(),
    }));
}

/** Position of the worst severity among `severities`. */
function worstOf(findings: readonly FindingFacts[]): number {
  return severities.findIndex((severity) => findings.some((it) => it.severity === severity));
}

/** `auto`: what could not be examined stops only where a rule of that check has earned to stop. */
function incompleteReasons(policy: Policy, { incomplete }: DecisionInput): Reason[] {
  const counting = incomplete.filter(({ checkId, reason }) => {
    if (reason === 'cancelled' || policy.onIncomplete === 'closed') return true;
    return policy.onIncomplete === 'auto' && canBlock(policy.rules, checkId);
  });
  if (counting.length === 0) return [];
  const [first] = counting;
  const others = counting.length > 1 ? ` and ${counting.length - 1} more` : '';
  const text = `could not examine ${first?.what ?? ''}${others}`;
  return [{ outcome: 'incomplete', text, fingerprints: [] }];
}
