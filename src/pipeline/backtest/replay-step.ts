import type { StoredBaseline } from '../../fingerprint/baseline-file.ts';
import { matchBaseline } from '../../fingerprint/match.ts';
import type { Check } from '../../model/check.ts';
import type { Outcome } from '../../model/decision.ts';
import type { Finding } from '../../model/finding.ts';
import type { LoadedPolicy } from '../../policy/parse-policy.ts';
import { compare, type Compared } from '../compare.ts';
import { noEndpoints } from '../endpoints/examine-endpoints.ts';
import { gather } from '../gather.ts';
import { judge } from '../judge.ts';
import type { PastAgreement } from './past-agreements.ts';
import type { StepWork } from './step-plans.ts';
import { asAgreedThen, blockingAll } from './tried-policy.ts';

/** What judges a step. */
export interface StepContext {
  /** ISO 8601: when the change was made. */
  readonly now: string;
  readonly branch: string;
  readonly keyId: string;
  /** Every check that there is, and those of the replay. */
  readonly all: readonly Check[];
  readonly checks: readonly Check[];
  readonly tried: LoadedPolicy;
  readonly agreed: PastAgreement;
}

export interface ReplayedStep extends Pick<Compared, 'findings' | 'fixed' | 'unknown'> {
  /** New findings that a rule at block would have stopped the change for. */
  readonly stopping: readonly Finding[];
  /** What the policy that is tried says. */
  readonly outcome: Outcome;
}

/**
 * Takes one step the way that `check --since <parent>` goes, at that time, once with every rule at block. Pure. Whatever
 * examines a step adds to `work`; nothing behind this function knows that contents were examined together.
 */
export function replayStep({ plan, examined }: StepWork, context: StepContext): ReplayedStep {
  const { all, checks, keyId, now, branch, tried, agreed } = context;
  const gathered = gather(plan, examined);
  const endpoints = noEndpoints;
  const matched = compare(plan, gathered, { keyId, checks, stored: undefined, endpoints });
  const findings = knownBefore(matched.findings, agreed.baseline, keyId);
  const compared = { ...matched, findings };
  const decisionBy = (policy: LoadedPolicy): ReturnType<typeof judge>['decision'] => {
    const loaded = asAgreedThen(policy, agreed);
    const options = {
      loaded,
      all,
      checks,
      now,
      branch,
      endpoints,
      demotions: [],
      // Statements of others about components: none is examined here.
      vexOf: () => undefined,
    };
    return judge(plan, gathered, compared, options).decision;
  };
  const { fixed, unknown } = matched;
  return {
    findings,
    fixed,
    unknown,
    stopping: decisionBy(blockingAll(tried)).findings.flatMap(({ finding, effect }) =>
      effect === 'blocks' ? [finding] : [],
    ),
    outcome: decisionBy(tried).outcome,
  };
}

/** What the stored baseline of the time has in the same file is not new, although the base of the step lacks it. */
function knownBefore(
  findings: readonly Finding[],
  stored: StoredBaseline | undefined,
  keyId: string,
): readonly Finding[] {
  if (stored === undefined || findings.every(({ state }) => state !== 'new')) return findings;
  const paths = new Set(findings.map(({ location }) => location.path));
  const recorded = stored.findings.filter(({ location }) => paths.has(location.path));
  const matched = matchBaseline(
    findings,
    { findings: recorded, keyId: stored.keyId },
    { keyId },
  ).findings;
  // Both lists are in order of place, so they are aligned.
  return findings.map((finding, index) => {
    const state = matched[index]?.state ?? 'new';
    return finding.state === 'new' && state !== 'new' ? { ...finding, state: 'existing' } : finding;
  });
}
