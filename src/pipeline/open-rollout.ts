import path from 'node:path';
import { openTarget, type OpenTarget } from '../collect/target.ts';
import type { Check } from '../model/check.ts';
import type { RuleVersion } from '../model/evidence.ts';
import type { Policy } from '../model/policy.ts';
import { productNameOf } from '../rollout/log/run-entry.ts';
import { loadChecks, productRegistry } from './load-checks.ts';
import { policyAsWritten, type PolicyInForce } from './policy-in-force.ts';
import type { RunRequest } from './request.ts';
import { targetName } from './target-name.ts';

/** A target with its policy, for commands that look at the log and examine nothing. */
export interface OpenRollout {
  readonly target: OpenTarget;
  readonly root: string;
  readonly policy: Policy;
  readonly source: PolicyInForce['source'];
  readonly product: string;
  readonly checks: readonly Check[];
  /** Every rule that this version has. */
  readonly rules: readonly RuleVersion[];
}

/** Opens the target of `request` without examining it. */
export async function openRollout(request: RunRequest, signal: AbortSignal): Promise<OpenRollout> {
  const target = await openTarget(request.path, signal);
  const checks = await loadChecks(productRegistry);
  const { loaded, source } = await policyAsWritten(target, request, checks);
  const { policy } = loaded;
  return {
    target,
    root: target.root,
    policy,
    source,
    product: productNameOf(policy.product, targetName(target)),
    checks,
    rules: checks.flatMap(({ version: engine, rules }) =>
      rules.map(({ id, version }) => ({ rule: id, version, engine })),
    ),
  };
}

/** Fields that every entry of a target has. */
export function headOf(
  { target, policy, product }: OpenRollout,
  now: string,
): {
  readonly at: string;
  readonly product: string;
  readonly group: string;
  readonly repository: string;
} {
  const repository = target.git?.remote ?? path.basename(target.root);
  return { at: now, product, group: policy.rollout.group, repository };
}
