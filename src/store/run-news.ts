import type { Outcome } from '../model/decision.ts';
import type { Queryable } from './database.ts';
import { notify, type Decided } from './outbox.ts';
import type { RunCounts, RunHead, RunScope } from './run.ts';

/** A run that was just stored, the latest of its stream. */
export interface NewRun {
  readonly id: string;
  readonly streamId: number;
  readonly productId: number;
  readonly counts: RunCounts;
}

/**
 * Writes down what a run came to, and tells what has changed by it, in the transaction that stores it: findings that are new or back,
 * that it is incomplete where its like was not, that the gate says something else of the default branch.
 */
export async function tellRun(
  transaction: Queryable,
  { id, streamId, productId, counts }: NewRun,
  { stream, scope, outcome, ranAt, commit, format }: RunHead,
): Promise<void> {
  const place = { streamId, id, outcome, ranAt, scope };
  const before = await replaceOutcome(transaction, place);
  const { repository, branch, source, isDefault } = stream;
  const changed = isDefault
    ? await decideBranch(transaction, { productId, repository, id, ranAt, since: ranAt })
    : undefined;
  const opened = counts.new + counts.reopened;
  const hasBecomeIncomplete = outcome === 'incomplete' && before !== 'incomplete';
  if (opened === 0 && !hasBecomeIncomplete && changed === undefined) return;
  await notify(transaction, {
    productId,
    key: `run ${id}`,
    event: {
      kind: 'run',
      run: id,
      repository,
      branch,
      isDefault,
      source,
      isOfSbom: format === SBOM_FORMAT,
      commit,
      opened,
      hasBecomeIncomplete,
      ...(changed === undefined ? {} : { decision: changed }),
    },
  });
}

/**
 * Tells what has changed where a run that was told of before is decided on again: because a waiver has expired, a rule was demoted, or
 * somebody let it through. A run that its like has followed, or that is being stored, changes nothing here.
 */
export async function tellDecision(
  transaction: Queryable,
  id: string,
  {
    outcome,
    at,
    digest,
  }: { readonly outcome: Outcome; readonly at: string; readonly digest: string },
): Promise<void> {
  const [run] = await transaction.query<DecidedRun>(
    `update stream_outcomes o set outcome = $2 from streams s, runs r
     where o.run_id = $1 and o.outcome <> $2 and s.id = o.stream_id and r.id = o.run_id
     returning s.product_id as "productId", s.repository, s.branch, s.source, s.is_default as "isDefault",
       r.commit_id as commit, r.format, r.ran_at as "ranAt"`,
    [id, outcome],
  );
  if (run === undefined || !run.isDefault) return;
  const { productId, repository, branch, source, commit, format, ranAt } = run;
  const place = { productId, repository, id, ranAt, since: at };
  const decision = await decideBranch(transaction, place);
  if (decision === undefined) return;
  await notify(transaction, {
    productId,
    key: `decision ${id} ${digest}`,
    event: {
      kind: 'run',
      run: id,
      repository,
      branch,
      isDefault: true,
      source,
      isOfSbom: format === SBOM_FORMAT,
      commit,
      opened: 0,
      hasBecomeIncomplete: false,
      decision,
    },
  });
}

interface DecidedRun {
  readonly productId: number;
  readonly repository: string;
  readonly branch: string;
  readonly source: string;
  readonly isDefault: boolean;
  readonly commit: string;
  readonly format: string;
  readonly ranAt: string;
}

/** Of runs that the service makes of stored SBOMs. */
const SBOM_FORMAT = 'sbom';

/** Equal for runs that look at the same. */
export function scopeText({ checks = ['*'], within, isWhole }: RunScope): string {
  return JSON.stringify([checks.toSorted((a, b) => (a < b ? -1 : 1)), within, isWhole]);
}

interface Known {
  readonly scope: string;
  readonly outcome: Outcome;
}

/** Puts the outcome in the place of those of runs that looked at the same or less. Returns that of the same; undefined: none. */
async function replaceOutcome(
  transaction: Queryable,
  {
    streamId,
    id,
    outcome,
    ranAt,
    scope,
  }: {
    readonly streamId: number;
    readonly id: string;
    readonly outcome: Outcome;
    readonly ranAt: string;
    readonly scope: RunScope;
  },
): Promise<Outcome | undefined> {
  const known = await transaction.query<Known>(
    'select scope, outcome from stream_outcomes where stream_id = $1',
    [streamId],
  );
  const own = scopeText(scope);
  const covered = known.filter((each) => each.scope !== own && covers(own, each.scope));
  if (covered.length > 0) {
    await transaction.query(
      'delete from stream_outcomes where stream_id = $1 and scope = any($2)',
      [streamId, covered.map((each) => each.scope)],
    );
  }
  await transaction.query(
    `insert into stream_outcomes (stream_id, scope, run_id, outcome, ran_at) values ($1, $2, $3, $4, $5)
     on conflict (stream_id, scope) do update set run_id = excluded.run_id, outcome = excluded.outcome,
       ran_at = excluded.ran_at`,
    [streamId, own, id, outcome, ranAt],
  );
  return known.find((each) => each.scope === own)?.outcome;
}

/** Whether a run of one scope has looked at all that one of another had. */
function covers(scope: string, other: string): boolean {
  const [checks, within, isWhole] = partsOf(scope);
  const [otherChecks, otherWithin, isOtherWhole] = partsOf(other);
  return (
    (isWhole || !isOtherWhole) &&
    (checks.includes('*') || otherChecks.every((check) => checks.includes(check))) &&
    (within === '' || within === otherWithin || otherWithin.startsWith(`${within}/`))
  );
}

function partsOf(scope: string): readonly [readonly string[], string, boolean] {
  // oxlint-disable-next-line no-unsafe-type-assertion -- written by `scopeText`
  return JSON.parse(scope) as [string[], string, boolean];
}

/** Of a source that was given up, the last word is not kept for ever. Chosen: longer than any holiday. */
const STALE_DAYS = 30;

/** What the gate says of a default branch now; undefined: nothing else than before, or it cannot say. */
async function decideBranch(
  transaction: Queryable,
  {
    productId,
    repository,
    id,
    ranAt,
    since,
  }: {
    readonly productId: number;
    readonly repository: string;
    readonly id: string;
    readonly ranAt: string;
    readonly since: string;
  },
): Promise<Decided | undefined> {
  const rows = await transaction.query<{ outcome: Outcome }>(
    `select distinct o.outcome from stream_outcomes o join streams s on s.id = o.stream_id
     where s.product_id = $1 and s.repository = $2 and s.is_default
       and o.ran_at > $3::timestamptz - make_interval(days => $4)`,
    [productId, repository, ranAt, STALE_DAYS],
  );
  const decision = decisionOf(rows.map(({ outcome }) => outcome));
  if (decision === undefined) return undefined;
  const before = await decisionNow(transaction, productId, repository);
  if (before === decision) return undefined;
  await transaction.query(
    `insert into branch_decisions (product_id, repository, decision, run_id, since)
     values ($1, $2, $3, $4, $5)
     on conflict (product_id, repository) do update set decision = excluded.decision,
       run_id = excluded.run_id, since = excluded.since`,
    [productId, repository, decision, id, since],
  );
  // The first word on a branch is no change: what its findings are is told by themselves.
  return before === undefined ? undefined : decision;
}

/** What the gate says of the default branch of a repository; undefined: nothing yet. */
export async function decisionNow(
  transaction: Queryable,
  productId: number,
  repository: string,
): Promise<Decided | undefined> {
  const [row] = await transaction.query<{ decision: Decided }>(
    'select decision from branch_decisions where product_id = $1 and repository = $2',
    [productId, repository],
  );
  return row?.decision;
}

/** One source that stops it is enough; one that could not tell leaves what was said before. */
function decisionOf(outcomes: readonly Outcome[]): Decided | undefined {
  if (outcomes.includes('block')) return 'blocks';
  return outcomes.includes('incomplete') ? undefined : 'passes';
}
