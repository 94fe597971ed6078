import type { Outcome, Reason } from '../model/decision.ts';
import type { Incomplete } from '../model/incomplete.ts';
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

/** A build as the log names it. */
export interface NamedBuild {
  readonly repository: string;
  readonly commit: string;
}

/** Builds with the run that was reported of each, one that was stopped before others; null: none was. One statement for all. */
export async function withRuns<Build extends NamedBuild>(
  database: Queryable,
  productId: number,
  builds: readonly Build[],
): Promise<readonly (Build & { readonly run: string | null })[]> {
  if (builds.length === 0) return [];
  const rows = await database.query<NamedBuild & { readonly id: string }>(
    `select distinct on (r.commit_id, s.repository) r.commit_id as commit, s.repository, r.id
     from runs r join streams s on s.id = r.stream_id where r.product_id = $1 and r.commit_id = any($2)
     order by r.commit_id, s.repository, r.outcome = 'block' desc, r.ran_at desc`,
    [productId, builds.map(({ commit }) => commit)],
  );
  const nameOf = ({ repository, commit }: NamedBuild): string => `${commit} ${repository}`;
  const ids = new Map(rows.map((row) => [nameOf(row), row.id]));
  return builds.map((build) => ({ ...build, run: ids.get(nameOf(build)) ?? null }));
}

/** What is known of where a run came from. */
export interface RunOrigin {
  readonly id: string;
  readonly productId: number;
  readonly product: string;
  readonly repository: string;
  readonly isDefault: boolean;
  readonly commit: string;
  readonly format: string;
  /** Its outcome; of one without a decision record, as it was reported. */
  readonly reported: Outcome;
}

/** Undefined: there is none, or none of those products. */
export async function runOrigin(
  database: Queryable,
  id: string,
  only: readonly number[] | undefined,
): Promise<RunOrigin | undefined> {
  const [run] = await database.query<RunOrigin>(
    `select r.id, r.product_id as "productId", p.name as product, s.repository, s.is_default as "isDefault",
       r.commit_id as commit, r.format, r.outcome as reported from ${TABLES}
     where r.id = $1 and ($2::bigint[] is null or r.product_id = any($2))`,
    [id, only ?? null],
  );
  return run;
}
