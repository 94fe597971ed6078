import { atLeast } from '../model/severity.ts';
import type { Stage } from '../model/stage.ts';
import type { FindingFacts, WhenContext } from './decision-input.ts';
import type { LoadedPolicy } from './parse-policy.ts';

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
 * The stage of a finding: the most specific setting whose `when` holds (of equals the last), lowered by one step for
 * each threshold that the severity does not reach.
 */
export function stageOf(
  { policy, whens }: LoadedPolicy,
  finding: FindingFacts,
  context: WhenContext,
): StageAnswer {
  const candidates = policy.rules
    .map((setting, index) => ({
      setting,
      index,
      rank: specificity(setting.pattern, finding.ruleId),
    }))
    .filter(({ rank }) => rank > 0)
    .toSorted((a, b) => b.rank - a.rank || b.index - a.index);
  for (const { setting, index } of candidates) {
    const when = whens.get(index);
    const holds = when === undefined ? true : when(finding, context);
    if (holds === false) continue;
    const why = [`${setting.pattern} is at ${setting.stage}`];
    if (holds !== true) {
      const failed = `"when" of ${setting.pattern} could not be evaluated: ${holds.failed}`;
      return { ...lower(setting.stage, finding, policy.thresholds, why), failed };
    }
    return lower(setting.stage, finding, policy.thresholds, why);
  }
  return { stage: 'observe', why: ['no setting covers it'] };
}

function lower(
  stage: Stage,
  finding: FindingFacts,
  thresholds: LoadedPolicy['policy']['thresholds'],
  why: readonly string[],
): StageAnswer {
  const { severity } = finding;
  if (stage === 'block' && !atLeast(severity, thresholds.block)) {
    const reason = `${severity} is below the threshold ${thresholds.block} for block`;
    return lower('warn', finding, thresholds, [...why, reason]);
  }
  if (stage === 'warn' && !atLeast(severity, thresholds.warn)) {
    return {
      stage: 'observe',
      why: [...why, `${severity} is below the threshold ${thresholds.warn} for warn`],
    };
  }
  return { stage, why };
}
