import type { RuleSetting } from '../model/policy.ts';
import { atLeast } from '../model/severity.ts';
import type { Stage } from '../model/stage.ts';
import { stages } from '../model/stage.ts';
import type { FindingFacts, WhenContext } from './decision-input.ts';
import type { LoadedPolicy } from './parse-policy.ts';
import type { CompiledWhen } from './when.ts';

/** Whether a pattern (`*`, `<check>/*` or a rule id) covers a rule. */
export function coversRule(pattern: string, ruleId: string): boolean {
  return specificity(pattern, ruleId) > 0;
}

/** 0: does not cover; the higher, the more specific. */
function specificity(pattern: string, ruleId: string): number {
  if (pattern === ruleId) return 3;
  if (pattern === '*') return 1;
  return pattern.endsWith('/*') && ruleId.startsWith(pattern.slice(0, -1)) ? 2 : 0;
}

export interface StageAnswer {
  readonly stage: Stage;
  readonly why: readonly string[];
  /** Set when a `when` could not be evaluated: the rule may not block in this run. */
  readonly failed?: string;
}

/**
 * Tells the stage of a finding: the most specific setting whose `when` holds (of equals the last), lowered by one step
 * for each threshold that the severity does not reach.
 */
export function stagesUnder(
  loaded: LoadedPolicy,
  context: WhenContext,
): (finding: FindingFacts) => StageAnswer {
  const byRule = new Map<string, readonly Candidate[]>();
  return (finding) => {
    const candidates = byRule.get(finding.ruleId) ?? candidatesFor(finding.ruleId, loaded);
    byRule.set(finding.ruleId, candidates);
    return stageOf(finding, candidates, { context, thresholds: loaded.policy.thresholds });
  };
}

interface Candidate {
  readonly setting: RuleSetting;
  readonly when: CompiledWhen | undefined;
}

/** Settings that cover the rule, in the order in which they count. */
function candidatesFor(ruleId: string, { policy, whens }: LoadedPolicy): readonly Candidate[] {
  return policy.rules
    .map((setting, index) => {
      const rank = specificity(setting.pattern, ruleId);
      return { setting, when: whens.get(index), index, rank };
    })
    .filter(({ rank }) => rank > 0)
    .toSorted((a, b) => b.rank - a.rank || b.index - a.index);
}

type Thresholds = LoadedPolicy['policy']['thresholds'];

function stageOf(
  finding: FindingFacts,
  candidates: readonly Candidate[],
  { context, thresholds }: { readonly context: WhenContext; readonly thresholds: Thresholds },
): StageAnswer {
  let failed: string | undefined;
  let answer: RuleSetting | undefined;
  for (const { setting, when } of candidates) {
    const holds = when?.(finding, context) ?? true;
    if (holds === false) continue;
    // Whether a setting that could not be evaluated holds is unknown: the higher stage of both cases counts.
    if (answer === undefined || isHigher(setting.stage, answer.stage)) answer = setting;
    if (holds === true) break;
    failed ??= `"when" of ${setting.pattern} could not be evaluated: ${holds.failed}`;
  }
  if (answer === undefined) return { stage: 'observe', why: ['no setting covers it'] };
  const why = [`${answer.pattern} is at ${answer.stage}`];
  const lowered = lower({ stage: answer.stage, why }, finding, thresholds);
  return failed === undefined ? lowered : { ...lowered, failed };
}

function isHigher(a: Stage, b: Stage): boolean {
  return stages.indexOf(a) > stages.indexOf(b);
}

function lower(
  { stage, why }: StageAnswer,
  finding: FindingFacts,
  thresholds: Thresholds,
): StageAnswer {
  if (stage === 'observe' || atLeast(finding.severity, thresholds[stage])) return { stage, why };
  const reason = `${finding.severity} is below the threshold ${thresholds[stage]} for ${stage}`;
  const next = stage === 'block' ? 'warn' : 'observe';
  return lower({ stage: next, why: [...why, reason] }, finding, thresholds);
}

/** Whether any rule of the check (`*`: of any check) can be at block. */
export function canBlock(settings: readonly RuleSetting[], checkId: string): boolean {
  if (checkId === '*') return settings.some(isBlock);
  const all = `${checkId}/*`;
  const ofRules = settings.filter(({ pattern }) => coversRule(all, pattern) && pattern !== all);
  // Rules without a setting of their own: the check's settings, and below them those for everything.
  const inOrder = [all, '*'].flatMap((wanted) =>
    settings.filter(({ pattern }) => pattern === wanted).toReversed(),
  );
  const last = inOrder.findIndex(({ when }) => when === undefined);
  return [...ofRules, ...(last === -1 ? inOrder : inOrder.slice(0, last + 1))].some(isBlock);
}

function isBlock({ stage }: RuleSetting): boolean {
  return stage === 'block';
}
