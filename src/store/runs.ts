import type { Outcome, Reason } from '../model/decision.ts';
import type { Incomplete } from '../model/incomplete.ts';
import { batched } from './batched.ts';
import type { Queryable } from './database.ts';
import type { RunCounts } from './run.ts';

export interface RunSummary {
  readonly id: string;
  readonly product: string;
  readonly repository: string;
  readonly branch: string;
  readonly source: string;
  readonly commit: string;
  readonly tool: string;
  readonly ranAt: string;
  readonly receivedAt: string;
  readonly outcome: Outcome;
  readonly counts: RunCounts;
}

export interface RunPage extends RunSummary {
  readonly reasons: readonly Reason[];
  readonly incomplete: readonly Incomplete[];
}

const COLUMNS = `r.id, p.name as product, s.repository, s.branch, s.source, r.commit_id as commit, r.tool,
  r.ran_at as "ranAt", r.received_at as "receivedAt", r.outcome, r.counts`;
const TABLES = `runs r join streams s on s.id = r.stream_id join products p on p.id = r.product_id`;

/** The latest first, before a time. */
export function listRuns(
  database: Queryable,
  {
    productId,
    before,
    limit,
  }: { readonly productId: number; readonly before: string; readonly limit: number },
): Promise<readonly RunSummary[]> {
  return database.query<RunSummary>(
    `select ${COLUMNS} from ${TABLES} where r.product_id = $1 and r.ran_at < $2
     order by r.ran_at desc, r.id limit $3`,
    [productId, before, limit],
  );
}

/** Undefined: there is none, or none of these products. */
export async function findRun(
  database: Queryable,
  id: string,
  only: readonly number[] | undefined,
): Promise<RunPage | undefined> {
  const [run] = await database.query<RunPage>(
    `select ${COLUMNS}, r.reasons, r.incomplete from ${TABLES}
     where r.id = $1 and ($2::bigint[] is null or r.product_id = any($2))`,
    [id, only ?? null],
  );
  return run;
}

export interface CommitName {
  readonly product: string;
  readonly commit: string;
}

/** What one run says of a commit. */
export type Decision = Pick<RunPage, 'id' | 'source' | 'outcome' | 'reasons' | 'ranAt'> & {
  readonly productId: number;
};

/** What the latest run of each source, and of each part that runs looked at, says of a commit. */
export const decisionsOn: (
  database: Queryable,
  commit: CommitName,
) => Promise<readonly Decision[]> = batched(async (database, commits) => {
  const rows = await database.query<Decision & { readonly n: number }>(
    `select distinct on (asked.n, s.source, s.id, r.scope) asked.n, r.id, s.source, r.outcome, r.reasons,
       r.ran_at as "ranAt", r.product_id as "productId"
     from unnest($1::text[], $2::text[]) with ordinality as asked(product, commit_id, n)
     join products p on p.name = asked.product
     join runs r on r.product_id = p.id and r.commit_id = asked.commit_id
     join streams s on s.id = r.stream_id
     order by asked.n, s.source, s.id, r.scope, r.ran_at desc`,
    [commits.map(({ product }) => product), commits.map(({ commit }) => commit)],
  );
  return commits.map((_, index) =>
    rows.filter(({ n }) => n === index + 1).map(({ n: _n, ...decision }) => decision),
  );
});
