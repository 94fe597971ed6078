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
import { targetName } from './target-name.ts';
import type { RunRequest } from './request.ts';
import { logOfRun } from './rollout-log.ts';

/** What the log says to a run. */
export interface RolloutInForce {
  readonly demotions: readonly Demotion[];
  readonly override: Override | undefined;
  readonly notes: readonly string[];
}

const KINDS: ReadonlySet<string> = new Set(['verdict', 'stage', 'policy', 'override']);

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
  { logDir, override, now }: RunRequest,
): Promise<RolloutInForce> {
  const place = { target, policy, logDir, base };
  const { entries, notes } = await logOfRun(place, (kind) => KINDS.has(kind));
  const frame = {
    settings: policy.rollout,
    tolerance: policy.tolerance,
    product: productNameOf(policy.product, targetName(target)),
    now,
  };
  const rules = checks.flatMap(({ version: engine, rules: own }) =>
    own.map(({ id, version }) => ({ rule: id, version, engine })),
  );
  return {
    demotions: allDemotions(entriesInRing(entries.filter(isKept), frame), rules, frame),
    override: override ?? standingOverride(entries, target, now),
    notes,
  };
}

/** An override of this commit that still holds: a pipeline that runs again for it need not be told again. */
function standingOverride(
  entries: readonly LogEntry[],
  { git }: OpenTarget,
  now: string,
): Override | undefined {
  const commit = git?.commit;
  if (commit === undefined) return undefined;
  const found = entries.findLast(
    (entry) => entry.kind === 'override' && entry.commit === commit && entry.expires >= now,
  );
  if (found?.kind !== 'override') return undefined;
  const { by, reason, expires } = found;
  return { by, reason, expires };
}
