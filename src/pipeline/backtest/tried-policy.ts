import type { TriedStage } from '../../model/backtest.ts';
import type { RuleSetting } from '../../model/policy.ts';
import type { LoadedPolicy } from '../../policy/parse-policy.ts';
import { coversRule } from '../../policy/stage-of.ts';
import type { PastAgreement } from './past-agreements.ts';

/** The policy as if somebody had set these stages: what they cover loses its own setting. Of equals the last counts. */
export function withStages(loaded: LoadedPolicy, tried: readonly TriedStage[]): LoadedPolicy {
  const kept = loaded.policy.rules
    .map((setting, index) => ({ setting, when: loaded.whens.get(index) }))
    .filter(({ setting }) => !tried.some(({ rule }) => coversRule(rule, setting.pattern)));
  const rules = [...kept.map(({ setting }) => setting), ...tried.map(settingOf)];
  const whens = new Map(
    kept.flatMap(({ when }, index) => (when === undefined ? [] : [[index, when] as const])),
  );
  return { policy: { ...loaded.policy, rules }, whens };
}

/** Every rule at block for what a change brings; thresholds stay. */
export function blockingAll({ policy }: LoadedPolicy): LoadedPolicy {
  const rules = [settingOf({ rule: '*', stage: 'block' })];
  return { policy: { ...policy, rules, blocks: 'new' }, whens: new Map() };
}

/** With the waivers, and what comments may do, of the time. */
export function asAgreedThen(
  { policy, whens }: LoadedPolicy,
  { waivers, suppressions }: PastAgreement,
): LoadedPolicy {
  return { policy: { ...policy, waivers, suppressions }, whens };
}

function settingOf({ rule, stage }: TriedStage): RuleSetting {
  return { pattern: rule, stage, position: { line: 0, column: 0 } };
}
