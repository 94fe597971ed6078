import type { NewLogEntry } from '../../model/log-entry.ts';
import type { Stage } from '../../model/stage.ts';
import { missingParties, type Signer } from '../../policy/agreement-chain.ts';
import type { Party } from '../../policy/agreement.ts';
import { rankOf } from '../../rollout/written-stages.ts';
import { appendAudit } from '../../store/audit.ts';
import type { Queryable } from '../../store/database.ts';
import { appendLog, heldMoving } from '../../store/log.ts';
import {
  addApproval,
  closeProposal,
  findProposal,
  showAnew,
  type Approval,
  type Proposal,
} from '../../store/proposals.ts';
import { sidesOf, type Principal } from '../access.ts';
import { Problem } from '../problem.ts';
import { logLineOf } from '../rollout/log-line.ts';
import { noteAll } from '../rollout/note-demotions.ts';
import type { Rollout } from '../rollout/product-frame.ts';
import { restatePolicy, restateStage, type Restated } from './restate.ts';

/** Who is asked; a person who is signed in, and what they are of. */
export interface Approver {
  readonly principal: Principal;
  readonly userId: number;
  readonly sides: readonly Party[];
}

/** Whoever can speak for a party here; throws Problem. An agreement is one of people: no token approves anything. */
export function approverOf(principal: Principal | undefined, { productId }: Proposal): Approver {
  const userId = principal?.userId;
  if (principal?.kind !== 'person' || userId === undefined) {
    throw new Problem(403, 'only people who are signed in agree on anything, no token');
  }
  const sides = sidesOf(principal, productId);
  if (sides.length === 0) {
    throw new Problem(403, 'you are of neither party of this product: development or security');
  }
  return { principal, userId, sides };
}

/** What is proposed, as it is now: by the evidence, or beside the policy, of this moment. */
export function restated(rollout: Rollout, proposal: Proposal): Promise<Restated> {
  const product = { id: proposal.productId, name: proposal.product };
  const { rule, to } = proposal;
  if (proposal.kind === 'policy' || to === '') return restatePolicy(rollout, product, proposal);
  return restateStage(rollout, product, { rule, to });
}

/**
 * Approves what is shown (`digest`) for the parties of whoever asks. It is agreed once another person of the other party has approved
 * the same: the evidence is looked at again at that moment, and whatever was approved of something else is void. Throws Problem.
 */
export async function approve(
  rollout: Rollout,
  proposal: Proposal,
  { approver, digest }: { readonly approver: Approver; readonly digest: string },
): Promise<void> {
  const [head] = await rollout.database.query<{ moving: number }>(
    'select moving from log_heads where product_id = $1',
    [proposal.productId],
  );
  const now = await restated(rollout, proposal);
  if (now.held.length > 0) {
    throw new Problem(409, `it cannot be agreed on now: ${now.held.join('; ')}`);
  }
  const isChanged = await rollout.database.transaction(async (transaction) => {
    const moving = await heldMoving(transaction, proposal.productId);
    const current = await stillOpen(transaction, proposal.id);
    // What is shown is kept as it was when it was approved last.
    await showAnew(transaction, proposal.id, now);
    if (now.digest !== digest || moving !== (head?.moving ?? 0)) return true;
    await approveHeld(transaction, { ...current, ...now }, approver);
    return false;
  });
  if (isChanged) {
    throw new Problem(
      409,
      `what is proposed has changed since you looked: look again, and approve ${now.digest}`,
    );
  }
  await noteAll(rollout, { id: proposal.productId, name: proposal.product });
}

async function stillOpen(transaction: Queryable, id: number): Promise<Proposal> {
  const proposal = await findProposal(transaction, id, { isHeld: true });
  if (proposal?.state === 'open') return proposal;
  throw new Problem(409, `proposal ${id} is ${proposal?.state ?? 'gone'}`);
}

async function approveHeld(
  transaction: Queryable,
  proposal: Proposal & Restated,
  { principal, userId, sides }: Approver,
): Promise<void> {
  const at = new Date().toISOString();
  const { id, digest } = proposal;
  for (const side of sides) {
    await addApproval(transaction, id, { userId, side, name: principal.name, digest, at });
  }
  const { approvals = [] } = (await findProposal(transaction, id)) ?? {};
  const isAgreed = missingOf(approvals).length === 0;
  if (isAgreed) {
    await closeProposal(transaction, id, { state: 'agreed', by: namesOf(approvals), at });
    await recordStage(transaction, proposal, { approvals, at });
  }
  await tell(transaction, proposal, { actor: principal.name, action: 'proposal.approve' });
  if (isAgreed) {
    await tell(transaction, proposal, { actor: namesOf(approvals), action: 'proposal.agree' });
  }
}

/** Which parties have yet to approve: by the rule for signatures, a person being their own key. */
export function missingOf(approvals: readonly Approval[]): readonly Party[] {
  const signers = approvals.map(({ side, userId }): Signer => ({
    party: side,
    principal: String(userId),
    key: String(userId),
  }));
  return missingParties(signers, 'both');
}

/** `person ann for development, person sam for security`. */
export function namesOf(approvals: readonly Approval[]): string {
  return approvals.map(({ name, side }) => `${name} for ${side}`).join(', ');
}

/** An entry of the log, as `lockstep rollout apply` writes it: a promotion lifts a demotion, for every run that sees the log. */
async function recordStage(
  transaction: Queryable,
  proposal: Proposal & Restated,
  { approvals, at }: { readonly approvals: readonly Approval[]; readonly at: string },
): Promise<void> {
  const { productId, product, rule, shown, change } = proposal;
  if (change === undefined) return;
  const { from, to, version, engine, group } = change;
  const entry: NewLogEntry = {
    kind: 'stage',
    at,
    product,
    group,
    repository: '',
    rule,
    version,
    engine,
    from,
    to,
    cause: causeOf(from, to),
    because: shown.join('; '),
    by: namesOf(approvals),
  };
  await appendLog(transaction, productId, [logLineOf(entry)]);
}

function causeOf(from: Stage, to: Stage): 'promotion' | 'demotion' {
  return rankOf(to) > rankOf(from) ? 'promotion' : 'demotion';
}

/** Says in the audit log what became of a proposal. */
export function tell(
  transaction: Queryable,
  { id, kind, product, rule, repository, digest }: Proposal,
  { actor, action }: { readonly actor: string; readonly action: string },
): Promise<void> {
  const what = kind === 'stage' ? `rule ${rule}` : `policy of ${repository}`;
  return appendAudit(transaction, {
    actor,
    action,
    subject: `proposal ${id}: ${what} of ${product}`,
    detail: { digest },
  });
}
