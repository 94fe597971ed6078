import { LockstepError } from '../../model/error.ts';
import { canonicalJson } from '../../policy/canonical-json.ts';
import type { Waiver } from '../../model/policy.ts';
import { verifyRecord, type Verification } from '../../policy/verify.ts';
import { addDecision, findDecision } from '../../store/decisions.ts';
import { findPolicy, savePolicy, type NewWaiver } from '../../store/policies.ts';
import type { RunOrigin } from '../../store/runs.ts';
import { Problem } from '../problem.ts';
import type { Rollout } from '../rollout/product-frame.ts';
import { policyFacts } from './policy-facts.ts';
import { storedDecision } from './stored-decision.ts';

/** Some 50,000 findings. One that is larger stays with whoever made it. */
export const MAX_RECORD_BYTES: number = 32 * 2 ** 20;

/**
 * Keeps the decision record of a run of the command line, once it was computed again from its inputs and is about that run.
 * The policy in it is from then on that of its repository, where the run was one of the default branch; so is that of a base, as
 * long as no such run has come. False: the run has its record. Throws Problem.
 */
export async function receiveRecord(
  { database }: Pick<Rollout, 'database'>,
  run: RunOrigin,
  text: string,
): Promise<boolean> {
  if (run.format !== 'lockstep') throw new Problem(409, 'the decision on this run was made here');
  if ((await findDecision(database, run.id)) !== undefined) return false;
  const { record, policy } = await verified(text);
  const { subject, result, input, policy: source } = record;
  if ((subject.git?.commit ?? 'none') !== run.commit || result.outcome !== run.reported) {
    throw new Problem(409, 'the record is one of another run: commit or outcome differ');
  }
  const facts = await policyFacts(source, policy);
  return database.transaction(async (transaction) => {
    const stored = storedDecision(record, policy, {
      runId: run.id,
      cause: 'reported',
      // What was demoted here may not have been known there: the gate looks.
      demotionId: 0,
    });
    if (!(await addDecision(transaction, stored, 0))) return false;
    const isKnown = await findPolicy(transaction, run.productId, run.repository);
    const isBase = subject.base !== undefined && isKnown?.repository !== run.repository;
    if (run.isDefault || isBase) {
      await savePolicy(transaction, run.productId, {
        ...source,
        repository: run.repository,
        seenAt: input.now,
        ring: policy.rollout.ring,
        facts,
        waivers: policy.waivers.map(waiverOf),
      });
    }
    return true;
  });
}

async function verified(text: string): Promise<Verification> {
  try {
    const verification = await verifyRecord(text, 'the record', { ruleIds: [], checkIds: [] });
    const [problem] = verification.problems;
    if (problem !== undefined) throw new Problem(422, `the record does not hold: ${problem}`);
    return verification;
  } catch (error) {
    if (error instanceof LockstepError) throw new Problem(422, error.message);
    throw error;
  }
}

function waiverOf({ rule, scope, reason, approved, expires }: Waiver): NewWaiver {
  return { rule, scope: canonicalJson(scope), reason, ...approved, expires };
}
