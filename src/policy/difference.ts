import type { Policy } from '../model/policy.ts';
import { comparePolicies, type Direction, type PolicyChange } from './compare-policies.ts';

/** More rules are counted, not named. */
const MAX_RULES_NAMED = 3;

const words: readonly (readonly [Direction, string])[] = [
  ['looser', 'loosens'],
  ['tighter', 'tightens'],
  ['governing', 'changes'],
];

/**
 * In a sentence, what the policy of the work tree would change about the one in force, what loosens it first; undefined
 * when it means the same.
 */
export function policyDifference(
  inForce: Policy,
  proposed: Policy,
  ruleIds: readonly string[],
): string | undefined {
  const changes = comparePolicies(inForce, proposed, ruleIds);
  const parts = words.flatMap(([direction, word]) => {
    const keys = keysOf(changes.filter((change) => change.direction === direction));
    return keys.length === 0 ? [] : [`${word} ${keys.join(', ')}`];
  });
  return parts.length === 0 ? undefined : `it ${parts.join('; it ')}`;
}

const RULE_KEY = 'rules: ';

function keysOf(changes: readonly PolicyChange[]): readonly string[] {
  const keys = changes.map(({ key }) => key);
  const rules = keys
    .filter((key) => key.startsWith(RULE_KEY))
    .map((key) => key.slice(RULE_KEY.length));
  const others = keys.filter((key) => !key.startsWith(RULE_KEY));
  if (rules.length === 0) return others;
  const named = rules.length <= MAX_RULES_NAMED ? rules : [`${rules.length} rules`];
  return [...named, ...others];
}
