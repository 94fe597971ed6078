import pg from 'pg';
import { LockstepError } from '../model/error.ts';

/** Runs SQL: a pool, or the one connection of a transaction. */
export interface Queryable {
  /** Rows of one statement, or of several without values; `$1` stands for the first value. Throws what the database says (`code` is the SQLSTATE). */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

/** A PostgreSQL database, or the embedded one: the same SQL by the same protocol. */
export interface Database extends Queryable {
  /** Does all of it or nothing; tried again when the database asks for that (a deadlock, a lost race). */
  transaction<Result>(act: (transaction: Queryable) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `postgres://user:password@host:port/name`, or the folder of a socket. */
  readonly connection: pg.PoolConfig;
  readonly maxConnections: number;
  /** Told of connections that broke while nobody used them. */
  readonly onLost?: (error: Error) => void;
}

/** Chosen: a statement of the service that takes longer has lost its reader. Migrations and backups lift it. */
const STATEMENT_TIMEOUT_MS = 60_000;
const CONNECT_TIMEOUT_MS = 10_000;
/** Of one transaction that lost a race. */
const MAX_ATTEMPTS = 4;
/** PostgreSQL, appendix A: serialization_failure, deadlock_detected. */
const RETRIED: ReadonlySet<string> = new Set(['40001', '40P01']);

/** Classes of SQLSTATE that say nothing of a statement: no connection, no room for one, the server goes down or comes up. */
const UNAVAILABLE = /^(?:08|53[34]|57P0[1-5])/u;

/** The database cannot be reached, or has gone: nothing is wrong with what was asked, and it can be asked again. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
  /** The SQLSTATE, or what the system calls it. */
  readonly code: string;

  constructor(cause: unknown) {
    super(`the database does not answer: ${cause instanceof Error ? cause.message : 'unknown'}`, {
      cause,
    });
    this.code = sqlStateOf(cause);
  }
}

const { builtins } = pg.types;
/** Counts and keys: JavaScript holds them exactly up to 2^53, and no table of ours has more rows. */
pg.types.setTypeParser(builtins.INT8, Number);
/** ISO 8601 in UTC, as everything that travels says its times. */
pg.types.setTypeParser(builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString());

/** Opens a pool without connecting yet. */
export function openDatabase({ connection, maxConnections, onLost }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    ...connection,
    max: maxConnections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    application_name: 'lockstep',
  });
  // Without a listener a connection that breaks in the pool would end the process.
  pool.on('error', (error) => onLost?.(error));
  return {
    query: (text, values) => rowsOf(pool, text, values),
    transaction: (act) => transact(pool, act),
    close: () => pool.end(),
  };
}

/** The settings of a URL; throws LockstepError('database') where it is none. */
export function connectionOf(url: string): pg.PoolConfig {
  if (!/^postgres(?:ql)?:\/\//u.test(url)) {
    throw new LockstepError(
      'database',
      'DATABASE_URL is not the address of a PostgreSQL database',
      {
        repair: 'write postgres://user:password@host:5432/lockstep',
      },
    );
  }
  return { connectionString: url };
}

/** The SQLSTATE of an error, or what the system calls it; empty: neither. */
export function sqlStateOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

async function rowsOf<Row extends object>(
  client: pg.Pool | pg.PoolClient,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  // Several statements in one text, which may have no values, give a result each.
  const result: pg.QueryResult<Row> | readonly pg.QueryResult<Row>[] = await answered(
    values.length === 0 ? client.query<Row>(text) : client.query<Row>(text, [...values]),
  );
  return Array.isArray(result) ? result.flatMap(({ rows }) => rows) : result.rows;
}

/** Tells errors of the connection from those of a statement: what the server has not said is of the connection. */
async function answered<Result>(asked: Promise<Result>): Promise<Result> {
  try {
    return await asked;
  } catch (error) {
    const isOfStatement = error instanceof pg.DatabaseError && !UNAVAILABLE.test(sqlStateOf(error));
    if (isOfStatement || error instanceof TypeError) throw error;
    throw new DatabaseUnavailable(error);
  }
}

async function transact<Result>(
  pool: pg.Pool,
  act: (transaction: Queryable) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    const client = await answered(pool.connect());
    try {
      return await once(client, act);
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS || !RETRIED.has(sqlStateOf(error))) throw error;
    }
  }
}

async function once<Result>(
  client: pg.PoolClient,
  act: (transaction: Queryable) => Promise<Result>,
): Promise<Result> {
  let broken: Error | undefined;
  // One that breaks between two statements says so to nobody else, and would end the process; the next statement fails.
  const note = (error: Error): void => {
    broken = error;
  };
  client.on('error', note);
  try {
    await answered(client.query('begin'));
    const result = await act({ query: (text, values) => rowsOf(client, text, values) });
    await answered(client.query('commit'));
    return result;
  } catch (error) {
    await client.query('rollback').catch((lost: unknown) => {
      broken = lost instanceof Error ? lost : new Error('rollback failed', { cause: lost });
    });
    throw error;
  } finally {
    client.off('error', note);
    // A connection that could not roll back is thrown away.
    client.release(broken);
  }
}
