import type { Queryable } from './database.ts';
import {
  reschedule,
  SCHEDULE_OF_E,
  type ScheduledRow,
  type ScheduleSettings,
} from './schedules.ts';

/** A repository that the service fetches and examines. */
export interface Repository extends ScheduledRow {
  readonly id: number;
  readonly product: string;
  /** https, without user and password. */
  readonly url: string;
  /** Empty: the server's default. */
  readonly branch: string;
  readonly default: boolean;
  /** Ids; empty: those of the repository's policy. */
  readonly checks: readonly string[];
  /** Name of a secret file; empty: none. */
  readonly credentials: string;
  /** When a scan of it last gave a report; null: never. */
  readonly examinedAt: string | null;
}

/** What can be said of one. */
export type RepositorySettings = Pick<
  Repository,
  'url' | 'branch' | 'default' | 'checks' | 'credentials' | keyof ScheduleSettings
>;

const COLUMNS = `e.id, p.name as product, e.url, e.branch, e.is_default as "default", e.checks, e.credentials,
  e.examined_at as "examinedAt", ${SCHEDULE_OF_E}`;
const TABLES =
  'repositories e join products p on p.id = e.product_id left join scans s on s.id = e.scan_id';

/** Undefined: the product has it already. */
export async function addRepository(
  transaction: Queryable,
  productId: number,
  createdBy: string,
  settings: RepositorySettings,
): Promise<number | undefined> {
  const { url, branch, checks, credentials } = settings;
  const [row] = await transaction.query<{ id: number }>(
    `insert into repositories (product_id, url, branch, is_default, checks, credentials, schedule, time_zone, created_by)
     values ($1, $2, $3, $4, $5, $6, '', '', $7)
     on conflict (product_id, url, branch) do nothing returning id`,
    [productId, url, branch, settings.default, checks, credentials, createdBy],
  );
  if (row !== undefined) await reschedule(transaction, 'repositories', row.id, settings);
  return row?.id;
}

/** In order of id, after one; of these products, or of all. */
export function listRepositories(
  database: Queryable,
  {
    after,
    limit,
    only,
  }: {
    readonly after: number;
    readonly limit: number;
    readonly only: readonly number[] | undefined;
  },
): Promise<readonly Repository[]> {
  return database.query<Repository>(
    `select ${COLUMNS} from ${TABLES}
     where e.id > $1 and ($2::bigint[] is null or e.product_id = any($2)) order by e.id limit $3`,
    [after, only ?? null, limit],
  );
}

/** Undefined: there is none, or none of these products. Held until the end of the transaction. */
export async function lockRepository(
  transaction: Queryable,
  id: number,
  only: readonly number[] | undefined,
): Promise<(Repository & { readonly productId: number }) | undefined> {
  const [row] = await transaction.query<Repository & { readonly productId: number }>(
    `select ${COLUMNS}, e.product_id as "productId" from ${TABLES}
     where e.id = $1 and ($2::bigint[] is null or e.product_id = any($2)) for update of e`,
    [id, only ?? null],
  );
  return row;
}

/** False: another of the product has this address and branch. The next time is planned anew. */
export async function changeRepository(
  transaction: Queryable,
  id: number,
  settings: RepositorySettings,
): Promise<boolean> {
  const { url, branch, checks, credentials } = settings;
  const rows = await transaction.query(
    `update repositories r set url = $2, branch = $3, is_default = $4, checks = $5, credentials = $6
     where id = $1 and not exists (select from repositories o
       where o.product_id = r.product_id and o.url = $2 and o.branch = $3 and o.id <> r.id) returning id`,
    [id, url, branch, settings.default, checks, credentials],
  );
  if (rows.length === 0) return false;
  await reschedule(transaction, 'repositories', id, settings);
  return true;
}
