import type { Policy, PolicySource } from '../../model/policy.ts';
import { severities } from '../../model/severity.ts';
import type { Stage } from '../../model/stage.ts';
import { readYaml } from '../../model/yaml/tree.ts';
import { stageInPolicy } from '../../rollout/written-stages.ts';
import type { PolicyFacts } from '../../store/policies.ts';
import { knownNames } from '../agreements/known-names.ts';

/** What lists show of a policy, so that they need not read its text. What the text does not say is not known, whatever its default. */
export async function policyFacts(
  { text, agreement }: Pick<PolicySource, 'text' | 'agreement'>,
  { product, parties, fixWithin, rules, checks }: Policy,
): Promise<PolicyFacts> {
  const stated = await keysOf(text);
  const { ruleIds, checkIds } = await knownNames();
  const running = checks === 'all' ? checkIds : checkIds.filter((id) => checks.includes(id));
  return {
    tier: stated.has('tier') ? product.tier : null,
    exposure: product.exposure === 'unknown' ? null : product.exposure,
    parties,
    stages: Object.fromEntries(
      running.map((check) => [check, stagesOf(rules, ofCheck(ruleIds, check))]),
    ),
    fixWithin: severities.toReversed().map((severity) => fixWithin[severity] ?? null),
    agreement: agreement ?? null,
  };
}

function ofCheck(ruleIds: readonly string[], check: string): readonly string[] {
  return ruleIds.filter((id) => id.startsWith(`${check}/`));
}

function stagesOf(rules: Policy['rules'], ids: readonly string[]): Readonly<Record<Stage, number>> {
  const counts = { observe: 0, warn: 0, block: 0 } satisfies Record<Stage, number>;
  for (const id of ids) counts[stageInPolicy(rules, id)] += 1;
  return counts;
}

async function keysOf(text: string): Promise<ReadonlySet<string>> {
  const yaml = await readYaml(text);
  if ('problems' in yaml || yaml.tree.kind !== 'map') return new Set();
  return new Set(yaml.tree.entries.map(({ key }) => key));
}
