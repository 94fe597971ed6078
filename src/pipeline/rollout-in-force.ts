import type { OpenTarget } from '../collect/target.ts';
import type { Check } from '../model/check.ts';
import type { Demotion } from '../model/demotion.ts';
import type { GitBase } from '../model/git.ts';
import type { LogEntry } from '../model/log-entry.ts';
import type { Policy } from '../model/policy.ts';
import type { Override } from '../policy/decision-input.ts';
import { allDemotions } from '../rollout/all-demotions.ts';
import { entriesInRing } from '../rollout/evidence.ts';
import { isKept } from '../rollout/log/log-facts.ts';
import { productNameOf } from '../rollout/log/run-entry.ts';
import { standingOverride } from '../rollout/standing-override.ts';
import { targetName } from './target-name.ts';
import type { RunRequest } from './request.ts';
import { logOfRun } from './rollout-log.ts';

/** What the log says to a run. */
export interface RolloutInForce {
  readonly demotions: readonly Demotion[];
  readonly override: Override | undefined;
  readonly notes: readonly string[];
}

const KINDS = ['verdict', 'stage', 'policy', 'override'] as const;

/** Reads the log and tells which rules it demotes, and whether somebody let this commit through. */
export async function rolloutOf(
  {
    target,
    base,
    policy,
    checks,
  }: {
    readonly target: OpenTarget;
    readonly base: GitBase | undefined;
    readonly policy: Policy;
    readonly checks: readonly Check[];
  },
  { log, override, now }: RunRequest,
): Promise<RolloutInForce> {
  const product = productNameOf(policy.product, targetName(target));
  const { entries, notes } = await logOfRun({ target, policy, log, base, product }, KINDS);
  const frame = {
    settings: policy.rollout,
    tolerance: policy.tolerance,
    product,
    now,
  };
  const rules = checks.flatMap(({ version: engine, rules: own }) =>
    own.map(({ id, version }) => ({ rule: id, version, engine })),
  );
  return {
    demotions: allDemotions(entriesInRing(entries.filter(isKept), frame), rules, frame),
    override: override ?? overrideOf(entries, target, now),
    notes,
  };
}

function overrideOf(
  entries: readonly LogEntry[],
  { git }: OpenTarget,
  now: string,
): Override | undefined {
  return git?.commit === undefined ? undefined : standingOverride(entries, git.commit, now);
}
