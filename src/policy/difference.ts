import { canonicalJson } from './canonical-json.ts';
import type { Policy } from '../model/policy.ts';

/** In a sentence, what the policy of the work tree would change about the one in force; undefined when nothing. */
export function policyDifference(inForce: Policy, proposed: Policy): string | undefined {
  const parts = Object.keys(inForce).filter(
    (key) =>
      withoutPositions(inForce[key as keyof Policy]) !==
      withoutPositions(proposed[key as keyof Policy]),
  );
  return parts.length === 0 ? undefined : `it changes ${parts.join(', ')}`;
}

function withoutPositions(value: unknown): string {
  return canonicalJson(
    JSON.parse(
      JSON.stringify(value ?? null, (key, field: unknown) =>
        key === 'position' ? undefined : field,
      ),
    ),
  );
}
