import type { Stage } from '../model/stage.ts';
import type { Queryable } from './database.ts';
import { notify } from './outbox.ts';

export type ProposalState = 'open' | 'agreed' | 'rejected' | 'withdrawn';

/** What two parties are asked to agree on. */
export interface NewProposal {
  readonly productId: number;
  readonly kind: 'policy' | 'stage';
  /** Of a policy: whose it is; of a stage empty. */
  readonly repository: string;
  /** Of a stage; of a policy empty. */
  readonly rule: string;
  readonly from: Stage | '';
  readonly to: Stage | '';
  /** Of a policy; of a stage empty. */
  readonly policy: string;
  /** Of all that the approvers are shown: an approval is one of this. */
  readonly digest: string;
  /** Sentences: the evidence, or the difference. */
  readonly shown: readonly string[];
  readonly reason: string;
  readonly createdBy: string;
  /** Of a person. */
  readonly userId: number | undefined;
}

export interface Approval {
  readonly userId: number;
  readonly side: 'development' | 'security';
  readonly name: string;
  readonly digest: string;
  readonly at: string;
}

export interface Proposal extends Omit<NewProposal, 'userId'> {
  readonly id: number;
  readonly product: string;
  readonly state: ProposalState;
  readonly userId: number | null;
  readonly createdAt: string;
  readonly closedBy: string;
  readonly closedAt: string | null;
  /** Those of what is shown now; others are void. */
  readonly approvals: readonly Approval[];
}

const COLUMNS = `q.id, q.product_id as "productId", p.name as product, q.kind, q.state, q.repository, q.rule,
  q.from_stage as "from", q.to_stage as "to", q.policy, q.digest, q.shown, q.reason, q.created_by as "createdBy",
  q.user_id as "userId", q.created_at as "createdAt", q.closed_by as "closedBy", q.closed_at as "closedAt",
  coalesce((select jsonb_agg(jsonb_build_object('userId', a.user_id, 'side', a.side, 'name', a.name,
    'digest', a.digest, 'at', to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by a.at, a.side)
    from approvals a where a.proposal_id = q.id and a.digest = q.digest), '[]') as approvals`;
const TABLES = 'proposals q join products p on p.id = q.product_id';

/** Asks the parties, and has them told. */
export async function createProposal(transaction: Queryable, given: NewProposal): Promise<number> {
  const { productId, kind, repository, rule, from, to, policy, digest, shown, reason } = given;
  const [row] = await transaction.query<{ id: number }>(
    `insert into proposals (product_id, kind, state, repository, rule, from_stage, to_stage, policy, digest, shown,
       reason, created_by, user_id, created_at)
     values ($1, $2, 'open', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, now()) returning id`,
    [
      productId,
      kind,
      repository,
      rule,
      from,
      to,
      policy,
      digest,
      JSON.stringify(shown),
      reason,
      given.createdBy,
      given.userId ?? null,
    ],
  );
  const id = row?.id ?? 0;
  await tellProposal(transaction, { id, ...given }, { state: 'wanted', by: given.createdBy });
  return id;
}

/** What a channel is told of a proposal: that it waits, and what becomes of it. */
async function tellProposal(
  transaction: Queryable,
  {
    id,
    productId,
    kind,
    repository,
    rule,
    from,
    to,
  }: Pick<NewProposal, 'productId' | 'kind' | 'repository' | 'rule' | 'from' | 'to'> & {
    readonly id: number;
  },
  { state, by }: { readonly state: string; readonly by: string },
): Promise<void> {
  const title = kind === 'stage' ? `${rule} from ${from} to ${to}` : `the policy of ${repository}`;
  await notify(transaction, {
    productId,
    key: `proposal ${id} ${state}`,
    event: { kind: 'agreement', proposal: String(id), title, state, by },
  });
}

/** The latest first. */
export function listProposals(
  database: Queryable,
  {
    only,
    productId,
    state,
    before,
    limit,
  }: {
    readonly only: readonly number[] | undefined;
    readonly productId: number | undefined;
    readonly state: ProposalState | undefined;
    readonly before: number;
    readonly limit: number;
  },
): Promise<readonly Proposal[]> {
  return database.query<Proposal>(
    `select ${COLUMNS} from ${TABLES}
     where ($1::bigint[] is null or q.product_id = any($1)) and ($2::bigint is null or q.product_id = $2)
       and ($3::text is null or q.state = $3) and q.id < $4 order by q.id desc limit $5`,
    [only ?? null, productId ?? null, state ?? null, before, limit],
  );
}

/** With `isHeld` nobody else changes it until the end of the transaction. */
export async function findProposal(
  database: Queryable,
  id: number,
  { isHeld = false }: { readonly isHeld?: boolean } = {},
): Promise<Proposal | undefined> {
  if (isHeld) await database.query('select from proposals where id = $1 for update', [id]);
  const [row] = await database.query<Proposal>(`select ${COLUMNS} from ${TABLES} where q.id = $1`, [
    id,
  ]);
  return row;
}

/** What is shown now is something else: approvals of what was shown before are void. */
export async function showAnew(
  transaction: Queryable,
  id: number,
  {
    digest,
    shown,
    change,
  }: Pick<NewProposal, 'digest' | 'shown'> & { readonly change?: Pick<NewProposal, 'from'> },
): Promise<void> {
  await transaction.query(
    'update proposals set digest = $2, shown = $3, from_stage = coalesce($4, from_stage) where id = $1',
    [id, digest, JSON.stringify(shown), change?.from ?? null],
  );
}

/** One approval of a person for a party; the last one counts. */
export async function addApproval(
  transaction: Queryable,
  id: number,
  { userId, side, name, digest, at }: Approval,
): Promise<void> {
  await transaction.query(
    `insert into approvals (proposal_id, user_id, side, name, digest, at) values ($1, $2, $3, $4, $5, $6)
     on conflict (proposal_id, user_id, side) do update set name = excluded.name, digest = excluded.digest,
       at = excluded.at`,
    [id, userId, side, name, digest, at],
  );
}

/** Ends it, and has the parties told. */
export async function closeProposal(
  transaction: Queryable,
  id: number,
  { state, by, at }: { readonly state: ProposalState; readonly by: string; readonly at: string },
): Promise<void> {
  const [closed] = await transaction.query<Closed>(
    `update proposals set state = $2, closed_by = $3, closed_at = $4 where id = $1
     returning product_id as "productId", kind, repository, rule, from_stage as "from", to_stage as "to"`,
    [id, state, by, at],
  );
  if (closed !== undefined) await tellProposal(transaction, { id, ...closed }, { state, by });
}

type Closed = Pick<NewProposal, 'productId' | 'kind' | 'repository' | 'rule' | 'from' | 'to'>;

/** A stage on which both parties agreed last. */
export interface AgreedStage {
  readonly rule: string;
  readonly to: Stage;
  readonly at: string;
  readonly proposal: number;
}

/** Of each rule that anything was agreed on, in order of rule. */
export function agreedStages(
  database: Queryable,
  productId: number,
): Promise<readonly AgreedStage[]> {
  return database.query<AgreedStage>(
    `select distinct on (rule) rule, to_stage as "to", closed_at as at, id as proposal from proposals
     where product_id = $1 and kind = 'stage' and state = 'agreed' order by rule, closed_at desc, id desc`,
    [productId],
  );
}

/** The policy of a repository on which both parties agreed last. */
export async function agreedPolicy(
  database: Queryable,
  productId: number,
  repository: string,
): Promise<{ readonly text: string; readonly at: string; readonly proposal: number } | undefined> {
  const [row] = await database.query<{ text: string; at: string; proposal: number }>(
    `select policy as text, closed_at as at, id as proposal from proposals
     where product_id = $1 and kind = 'policy' and state = 'agreed' and repository = $2
     order by closed_at desc, id desc limit 1`,
    [productId, repository],
  );
  return row;
}
