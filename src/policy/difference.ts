import type { Policy } from '../model/policy.ts';
import { canonicalJson } from './canonical-json.ts';

/** What each part of the policy is called in the file. */
const keys: Readonly<Record<keyof Policy, string>> = {
  version: 'version',
  product: 'product',
  tolerance: 'tolerance',
  rollout: 'rollout',
  endpoints: 'endpoints',
  endpointsFile: 'endpoints-file',
  tls: 'tls',
  parties: 'parties',
  rules: 'rules',
  thresholds: 'thresholds',
  blocks: 'block-on',
  onIncomplete: 'on-incomplete',
  paths: 'paths',
  checks: 'checks',
  suppressions: 'suppressions',
  limits: 'limits',
  waivers: 'waivers',
};

/** In a sentence, what the policy of the work tree would change about the one in force; undefined when nothing. */
export function policyDifference(inForce: Policy, proposed: Policy): string | undefined {
  const before = partsOf(inForce);
  const changed = [...partsOf(proposed)].filter(([key, part]) => before.get(key) !== part);
  return changed.length === 0 ? undefined : `it changes ${changed.map(([key]) => key).join(', ')}`;
}

/** Each part as text that does not depend on where it stands in the file. */
function partsOf(policy: Policy): ReadonlyMap<string, string> {
  const names = new Map<string, string>(Object.entries(keys));
  return new Map(
    Object.entries(policy).map(([key, part]) => [names.get(key) ?? key, withoutPositions(part)]),
  );
}

function withoutPositions(value: unknown): string {
  const plain: unknown = JSON.parse(
    JSON.stringify(value, (key, field: unknown) => (key === 'position' ? undefined : field)),
  );
  return canonicalJson(plain);
}
