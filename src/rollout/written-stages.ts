import type { RuleVersion } from '../model/evidence.ts';
import type { LogEntry, NewLogEntry, PolicyEntry, WrittenStage } from '../model/log-entry.ts';
import type { Policy } from '../model/policy.ts';
import { stages, type Stage } from '../model/stage.ts';
import { coversRule } from '../policy/stage-of.ts';
import type { entryHead } from './log/run-entry.ts';

/** The stage that the policy writes for a rule: of the most specific settings, the highest that can hold. */
export function stageInPolicy(rules: Policy['rules'], ruleId: string): Stage {
  const specific = (pattern: string): number => (pattern === ruleId ? 3 : pattern === '*' ? 1 : 2);
  const covering = rules
    .map((setting, index) => ({ setting, index }))
    .filter(({ setting }) => coversRule(setting.pattern, ruleId))
    .toSorted(
      (a, b) => specific(b.setting.pattern) - specific(a.setting.pattern) || b.index - a.index,
    );
  const last = covering.findIndex(({ setting }) => setting.when === undefined);
  const able = last === -1 ? covering : covering.slice(0, last + 1);
  return able.reduce<Stage>(
    (highest, { setting }) => (rankOf(setting.stage) > rankOf(highest) ? setting.stage : highest),
    'observe',
  );
}

/** The higher, the more a stage does to those who meet it. */
export function rankOf(stage: Stage): number {
  return stages.indexOf(stage);
}

/** A policy in force, and where it is seen. */
export interface SeenPolicy {
  readonly head: ReturnType<typeof entryHead>;
  readonly policy: Pick<Policy, 'rules'>;
  readonly digest: string;
  /** Every rule of this run. */
  readonly rules: readonly RuleVersion[];
}

/**
 * What a run has to record of the policy's stages and of versions: nothing where the log knows them for this repository. Rules that the
 * run left out (`--only`) keep what is known of them. `entries` in order of time.
 */
export function policyEntries(
  entries: readonly LogEntry[],
  { head, policy, digest, rules }: SeenPolicy,
): readonly NewLogEntry[] {
  const last = entries.findLast(
    (entry): entry is PolicyEntry =>
      entry.kind === 'policy' &&
      entry.product === head.product &&
      entry.repository === head.repository,
  );
  const known = new Map((last?.rules ?? []).map((written) => [written.rule, written]));
  const now = rules.map((rule): WrittenStage => ({
    ...rule,
    stage: stageInPolicy(policy.rules, rule.rule),
  }));
  if (now.every((written) => isKnown(known.get(written.rule), written))) return [];
  for (const written of now) known.set(written.rule, written);
  const all = [...known.values()].toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
  return [{ kind: 'policy', ...head, policy: digest, rules: all }];
}

/** Two pipelines with different releases must not record one another's versions in turn: only later ones are news. */
function isKnown(
  known: WrittenStage | undefined,
  { version, engine, stage }: WrittenStage,
): boolean {
  return known?.stage === stage && known.version >= version && known.engine >= engine;
}
