import { createHash } from 'node:crypto';
import { LockstepError } from '../model/error.ts';
import { sqlStateOf, type Database, type Queryable } from './database.ts';
import { allMigrations, appliedMigrations, migrate } from './migrate.ts';

/** Every table that holds what cannot be computed anew, those that others refer to first. */
export const backedUpTables: readonly string[] = [
  'products',
  'streams',
  'runs',
  'findings',
  'finding_events',
  'log_entries',
  'users',
  'memberships',
  'group_roles',
  'log_heads',
  'policies',
  'waivers',
  'decisions',
  'demotions',
  'proposals',
  'approvals',
  'tokens',
  'trusts',
  'audit',
  'repositories',
  'endpoints',
  'endpoint_sights',
  'forges',
  'changes',
  'change_comments',
  'scans',
  'scan_inputs',
  'sboms',
  'packages',
  'licences',
  'licence_words',
  'sbom_components',
  'sbom_licences',
  'advisories',
  'sbom_advisories',
  'outbox',
  'channels',
  'deliveries',
  'delivery_events',
  'told',
  'stream_outcomes',
  'branch_decisions',
  'advisory_states',
  'periodic_work',
];

/** Those that a backup leaves out: what they hold is over by the time that one is needed, or is made of other tables. */
export const passingTables: readonly string[] = [
  'sessions',
  'sign_in_links',
  'sign_ins',
  'forge_deliveries',
  'package_words',
  'package_look_up',
  'stream_counts',
  'rule_counts',
];

const FORMAT = 'lockstep-backup/1';
/** Rows that are read at once. */
const PAGE = 1_000;
/** Rows, and their characters, that are written at once. */
const BATCH = { rows: 1_000, characters: 8 * 2 ** 20 } as const;

/** The first line. */
interface Head {
  readonly format: string;
  readonly created: string;
  /** Digests of the steps that the schema was made by. */
  readonly migrations: readonly string[];
}

/** The last line: a backup without it is torn. */
interface End {
  readonly rows: number;
  /** SHA-256 of every line before it. */
  readonly digest: string;
}

/**
 * Writes all of the database as lines of JSON, of one moment, while others go on to work with it: a head, of each table its
 * name and its rows, and an end that tells whether all is there. Returns how many rows.
 */
export function writeBackup(
  database: Database,
  created: Date,
  write: (text: string) => Promise<void>,
): Promise<number> {
  return database.transaction(async (transaction) => {
    await transaction.query('set transaction isolation level repeatable read, read only');
    await transaction.query('set local statement_timeout = 0');
    const hash = createHash('sha256');
    const put = async (lines: readonly string[]): Promise<void> => {
      const text = lines.map((line) => `${line}\n`).join('');
      hash.update(text);
      await write(text);
    };
    const migrations = (await appliedMigrations(transaction)).map(({ digest }) => digest);
    const head: Head = { format: FORMAT, created: created.toISOString(), migrations };
    await put([JSON.stringify(head)]);
    let rows = 0;
    for (const table of backedUpTables) {
      await put([JSON.stringify(table)]);
      rows += await eachPage(transaction, table, put);
    }
    const end: End = { rows, digest: hash.digest('hex') };
    await write(`${JSON.stringify(end)}\n`);
    return rows;
  });
}

async function eachPage(
  transaction: Queryable,
  table: string,
  put: (lines: readonly string[]) => Promise<void>,
): Promise<number> {
  await transaction.query(
    `declare pages no scroll cursor for select row_to_json(t)::text as line from ${table} t`,
  );
  let count = 0;
  for (;;) {
    const rows = await transaction.query<{ line: string }>(`fetch ${PAGE} from pages`);
    if (rows.length === 0) break;
    count += rows.length;
    await put(rows.map(({ line }) => line));
  }
  await transaction.query('close pages');
  return count;
}

/**
 * Fills an empty database with what `writeBackup` wrote, whole or not at all, and brings it up to this version. Returns how many
 * rows. Throws LockstepError('database') when the database is not empty, or the backup is torn, changed, or newer.
 */
export async function readBackup(
  database: Database,
  lines: AsyncIterable<string>,
): Promise<number> {
  const [found] = await database.query<{ there: boolean }>(
    // Whatever they are: when something fails below, everything in the schema goes.
    `select exists (select from information_schema.tables where table_schema = 'public') as there`,
  );
  if (found?.there !== false) {
    throw new LockstepError('database', 'the database is not empty', {
      repair: 'restore into a new one: another folder with --data, or another database',
    });
  }
  try {
    const rows = await new Restore(database).run(lines);
    await migrate(database);
    return rows;
  } catch (error) {
    await database.query('drop schema public cascade');
    await database.query('create schema public');
    throw error;
  }
}

class Restore {
  readonly #database: Database;
  readonly #hash = createHash('sha256');
  #rows = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  async run(lines: AsyncIterable<string>): Promise<number> {
    const reader = lines[Symbol.asyncIterator]();
    const first = await reader.next();
    await this.#schema(first.done === true ? '' : first.value);
    return this.#database.transaction(async (transaction) => {
      await transaction.query('set local statement_timeout = 0');
      const end = await this.#tables(transaction, reader);
      if (end?.rows !== this.#rows || end.digest !== this.#hash.digest('hex')) throw torn();
      await settle(transaction);
      return this.#rows;
    });
  }

  /** As it was when the backup was made: rows of then fit into no other. */
  async #schema(line: string): Promise<void> {
    this.#hash.update(`${line}\n`);
    // oxlint-disable-next-line no-unsafe-type-assertion -- each field is looked at
    const head = parsed(line) as Partial<Head> | undefined;
    if (head?.format !== FORMAT || !Array.isArray(head.migrations)) {
      throw new LockstepError('database', 'this is no backup of Lockstep', {
        repair: 'name a file that lockstep backup wrote',
      });
    }
    const all = allMigrations();
    const isKnown = head.migrations.every((digest, index) => digest === all[index]?.digest);
    if (!isKnown) {
      throw new LockstepError('database', 'the backup is of a newer version', {
        repair: 'install the version of Lockstep that it was made with, or a newer one',
      });
    }
    await migrate(this.#database, all.slice(0, head.migrations.length));
  }

  async #tables(transaction: Queryable, reader: AsyncIterator<string>): Promise<End | undefined> {
    let [table, batch, characters]: [string, string[], number] = ['', [], 0];
    const flush = async (): Promise<void> => {
      if (batch.length > 0) await insert(transaction, table, batch);
      [batch, characters] = [[], 0];
    };
    for (let next = await reader.next(); next.done !== true; next = await reader.next()) {
      const line = next.value;
      if (line.startsWith('"')) {
        await flush();
        table = tableOf(line);
      } else if (line.startsWith('{"rows":')) {
        await flush();
        // oxlint-disable-next-line no-unsafe-type-assertion -- compared with what was counted
        return parsed(line) as End | undefined;
      } else {
        batch.push(line);
        characters += line.length;
        this.#rows += 1;
        if (batch.length >= BATCH.rows || characters >= BATCH.characters) await flush();
      }
      this.#hash.update(`${line}\n`);
    }
    return undefined;
  }
}

function tableOf(line: string): string {
  const table = backedUpTables.find((name) => JSON.stringify(name) === line);
  if (table === undefined) throw torn();
  return table;
}

async function insert(
  transaction: Queryable,
  table: string,
  batch: readonly string[],
): Promise<void> {
  if (table === '') throw torn();
  try {
    await transaction.query(
      `insert into ${table} overriding system value
       select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
      [`[${batch.join(',')}]`],
    );
  } catch (error) {
    // PostgreSQL, appendix A: data exceptions, and rows that do not go with one another.
    if (/^2[23]/u.test(sqlStateOf(error))) throw torn(error);
    throw error;
  }
}

/** Counters go on where they were; scans that somebody was doing are over. */
async function settle(transaction: Queryable): Promise<void> {
  for (const table of backedUpTables) {
    const [column] = await transaction.query<{ sequence: string | null }>(
      `select pg_get_serial_sequence($1, 'id') as sequence
       where exists (select from information_schema.columns
         where table_schema = 'public' and table_name = $1 and column_name = 'id' and is_identity = 'YES')`,
      [table],
    );
    if (column === undefined) continue;
    await transaction.query(
      `select setval($1, (select coalesce(max(id), 0) + 1 from ${table}), false)`,
      [column.sequence],
    );
  }
  await transaction.query(
    `update scans set state = 'failed', detail = 'the database was restored before it had ended',
       finished_at = now() where state in ('queued', 'running')`,
  );
}

function torn(cause?: unknown): LockstepError {
  return new LockstepError('database', 'the backup is torn, or was changed', {
    repair: 'use another backup; nothing was restored',
    cause,
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
