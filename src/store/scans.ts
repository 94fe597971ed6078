import { randomUUID } from 'node:crypto';
import type { Queryable } from './database.ts';

export type ScanState = 'queued' | 'running' | 'finished' | 'failed';

/** What is examined. */
export type ScanSubject =
  | { readonly kind: 'archive'; readonly name: string }
  | { readonly kind: 'snippet'; readonly name: string }
  | { readonly kind: 'endpoint'; readonly host: string; readonly port: number }
  | {
      readonly kind: 'repository';
      readonly url: string;
      /** Empty: the server's default. */
      readonly branch: string;
      readonly isDefault: boolean;
      /** Empty: those of the repository's policy. */
      readonly checks: readonly string[];
      /** Name of a secret file; empty: none. */
      readonly credentials: string;
    }
  | ChangeSubject;

/** What a pull request changes. */
export interface ChangeSubject {
  readonly kind: 'change';
  readonly url: string;
  /** As runs of it are told from those of branches: `pull/7/head`. */
  readonly branch: string;
  /** The commit that is examined. */
  readonly head: string;
  /** The branch that it is compared with. */
  readonly base: string;
  readonly checks: readonly string[];
  /** Whose token fetches it. */
  readonly forge: string;
  /** Of a GitHub App. */
  readonly installation: number | null;
}

/** The latest scan of something. */
export type LastScan = Pick<
  Scan,
  'id' | 'state' | 'exitCode' | 'detail' | 'createdAt' | 'finishedAt' | 'runId'
>;

/** A `LastScan` of the row `s`, or null. */
export const LAST_SCAN: string = `case when s.id is null then null else jsonb_build_object('id', s.id, 'state', s.state,
  'exitCode', s.exit_code, 'detail', s.detail, 'createdAt', s.created_at, 'finishedAt', s.finished_at, 'runId', s.run_id) end`;

export interface Scan {
  readonly id: string;
  readonly check: string;
  readonly subject: ScanSubject;
  readonly state: ScanState;
  readonly exitCode: number | null;
  readonly report: unknown;
  /** The run that it was stored as; null: of none. */
  readonly runId: string | null;
  readonly detail: string;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

export interface NewScan {
  readonly check: string;
  readonly productId: number | undefined;
  readonly subject: ScanSubject;
  /** Of an archive or a snippet. */
  readonly input: Uint8Array | undefined;
  readonly createdBy: string;
  /** What of the inventory it is of. */
  readonly repositoryId?: number;
  readonly endpointId?: number;
  readonly changeId?: number;
}

/** How a scan ended. */
export type ScanEnd =
  | {
      readonly state: 'finished';
      readonly exitCode: number;
      /** Null: it lies in the run. */
      readonly report: unknown;
      readonly runId?: string;
    }
  | { readonly state: 'failed'; readonly detail: string };

const COLUMNS = `id, check_id as "check", subject, state, exit_code as "exitCode", report, run_id as "runId", detail,
  created_at as "createdAt", started_at as "startedAt", finished_at as "finishedAt"`;

/** Writes down what is to be done. */
export async function createScan(
  transaction: Queryable,
  { check, productId, subject, input, createdBy, ...of }: NewScan,
): Promise<string> {
  const id = randomUUID();
  await transaction.query(
    `insert into scans (id, product_id, check_id, subject, state, created_by, repository_id, endpoint_id, change_id)
     values ($1, $2, $3, $4, 'queued', $5, $6, $7, $8)`,
    [
      id,
      productId ?? null,
      check,
      subject,
      createdBy,
      of.repositoryId ?? null,
      of.endpointId ?? null,
      of.changeId ?? null,
    ],
  );
  if (input !== undefined) {
    await transaction.query('insert into scan_inputs (scan_id, bytes) values ($1, $2)', [
      id,
      Buffer.from(input),
    ]);
  }
  return id;
}

/** Undefined: there is none, or none of these products. */
export async function findScan(
  database: Queryable,
  id: string,
  only: readonly number[] | undefined,
): Promise<Scan | undefined> {
  const [scan] = await database.query<Scan>(
    `select ${COLUMNS} from scans where id = $1 and ($2::bigint[] is null or product_id = any($2))`,
    [id, only ?? null],
  );
  return scan;
}

/** What somebody has to do to a scan. */
export interface ScanWork {
  readonly id: string;
  readonly check: string;
  readonly subject: ScanSubject;
  readonly attempts: number;
  readonly bytes: Buffer | null;
  /** Null: of none. */
  readonly product: string | null;
  readonly productId: number | null;
  readonly repositoryId: number | null;
  readonly endpointId: number | null;
  readonly changeId: number | null;
  /** Of an endpoint of the inventory, as it was last seen; null: never. */
  readonly observation: string | null;
}

/** Says that it runs; undefined: it has ended already, whoever ended it. */
export async function beginScan(database: Queryable, id: string): Promise<ScanWork | undefined> {
  const [work] = await database.query<ScanWork>(
    `update scans set state = 'running', started_at = now(), attempts = attempts + 1
     where id = $1 and state in ('queued', 'running')
     returning id, check_id as "check", subject, attempts, product_id as "productId", repository_id as "repositoryId",
       endpoint_id as "endpointId", change_id as "changeId", (select bytes from scan_inputs where scan_id = scans.id) as bytes,
       (select name from products p where p.id = scans.product_id) as product,
       (select observation from endpoints e where e.id = scans.endpoint_id) as observation`,
    [id],
  );
  return work;
}

/**
 * An event of the outbox (outbox.ts), in the same statement: something of the inventory could not be examined. Once until it could be
 * again, however often it is tried.
 */
const TELL_FAILED = `insert into outbox (product_id, kind, key, data)
  select e.product_id, 'scan-failed',
    concat('scan ', e.repository_id, ' ', e.endpoint_id, ' ', coalesce(r.examined_at, p.examined_at)),
    jsonb_build_object('kind', 'scan-failed', 'why', $5::text,
      'what', coalesce(e.subject ->> 'url', concat(e.subject ->> 'host', ':', e.subject ->> 'port')))
  from ended e left join repositories r on r.id = e.repository_id left join endpoints p on p.id = e.endpoint_id
  where $2 = 'failed' and coalesce(e.repository_id, e.endpoint_id) is not null
  on conflict do nothing`;

/** Ends it once: what comes later, from a worker that was thought dead, changes nothing. False: somebody else does it, or has. */
export async function endScan(
  database: Queryable,
  { id, attempts }: Pick<ScanWork, 'id' | 'attempts'>,
  end: ScanEnd,
): Promise<boolean> {
  const rows = await database.query(
    `with ended as (
       update scans set state = $2, exit_code = $3, report = $4, detail = $5, run_id = $6, finished_at = now()
       where id = $1 and state = 'running' and attempts = $7 returning id, repository_id, endpoint_id, product_id, subject),
     used as (delete from scan_inputs i using ended where i.scan_id = ended.id),
     examined as (
       update repositories r set examined_at = now() from ended where r.id = ended.repository_id and $2 = 'finished'),
     told as (${TELL_FAILED})
     select id from ended`,
    end.state === 'finished'
      ? [id, end.state, end.exitCode, reportText(end.report), '', end.runId ?? null, attempts]
      : [id, end.state, null, null, end.detail, null, attempts],
  );
  return rows.length > 0;
}

function reportText(report: unknown): string | null {
  return report === null ? null : JSON.stringify(report);
}
