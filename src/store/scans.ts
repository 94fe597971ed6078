import { randomUUID } from 'node:crypto';
import type { Queryable } from './database.ts';

export type ScanState = 'queued' | 'running' | 'finished' | 'failed';

/** What is examined. */
export type ScanSubject =
  | { readonly kind: 'archive'; readonly name: string }
  | { readonly kind: 'snippet'; readonly name: string }
  | { readonly kind: 'endpoint'; readonly host: string; readonly port: number };

export interface Scan {
  readonly id: string;
  readonly check: string;
  readonly subject: ScanSubject;
  readonly state: ScanState;
  readonly exitCode: number | null;
  readonly report: unknown;
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
}

/** How a scan ended. */
export type ScanEnd =
  | { readonly state: 'finished'; readonly exitCode: number; readonly report: unknown }
  | { readonly state: 'failed'; readonly detail: string };

const COLUMNS = `id, check_id as "check", subject, state, exit_code as "exitCode", report, detail,
  created_at as "createdAt", started_at as "startedAt", finished_at as "finishedAt"`;

/** Writes down what is to be done. */
export async function createScan(
  transaction: Queryable,
  { check, productId, subject, input, createdBy }: NewScan,
): Promise<string> {
  const id = randomUUID();
  await transaction.query(
    `insert into scans (id, product_id, check_id, subject, state, created_by)
     values ($1, $2, $3, $4, 'queued', $5)`,
    [id, productId ?? null, check, subject, createdBy],
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
}

/** Says that it runs; undefined: it has ended already, whoever ended it. */
export async function beginScan(database: Queryable, id: string): Promise<ScanWork | undefined> {
  const [work] = await database.query<ScanWork>(
    `update scans set state = 'running', started_at = now(), attempts = attempts + 1
     where id = $1 and state in ('queued', 'running')
     returning id, check_id as "check", subject, attempts,
       (select bytes from scan_inputs where scan_id = id) as bytes`,
    [id],
  );
  return work;
}

/** Ends it once: what comes later, from a worker that was thought dead, changes nothing. */
export async function endScan(database: Queryable, id: string, end: ScanEnd): Promise<boolean> {
  const rows = await database.query(
    `with ended as (
       update scans set state = $2, exit_code = $3, report = $4, detail = $5, finished_at = now()
       where id = $1 and state in ('queued', 'running') returning id),
     used as (delete from scan_inputs i using ended where i.scan_id = ended.id)
     select id from ended`,
    [
      id,
      end.state,
      end.state === 'finished' ? end.exitCode : null,
      end.state === 'finished' ? JSON.stringify(end.report) : null,
      end.state === 'failed' ? end.detail : '',
    ],
  );
  return rows.length > 0;
}
