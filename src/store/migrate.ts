import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { LockstepError } from '../model/error.ts';
import type { Database, Queryable } from './database.ts';

/** One step of the schema, written once and never changed after its release. */
export interface Migration {
  readonly number: number;
  /** `0001-products.sql`. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the text. */
  readonly digest: string;
}

/** A step that was taken. */
export interface AppliedMigration {
  readonly number: number;
  readonly name: string;
  readonly digest: string;
}

const NAME = /^(?<number>\d{4})-[a-z-]+\.sql$/u;
/** Any number that no other program locks; these are the bytes of `lkst`. */
const LOCK = 0x6c_6b_73_74;

/** All of this version, in order. */
export function allMigrations(): readonly Migration[] {
  const folder = new URL('../store/migrations/', import.meta.url);
  return readdirSync(folder)
    .toSorted()
    .flatMap((name) => {
      const number = Number(NAME.exec(name)?.groups?.['number'] ?? 0);
      if (number === 0) return [];
      const sql = readFileSync(new URL(name, folder), 'utf8');
      return [{ number, name, sql, digest: createHash('sha256').update(sql).digest('hex') }];
    });
}

/**
 * Brings the schema up to this version, forward only and one process at a time; what is done is done whole. Returns the names
 * of the steps that it took. Throws LockstepError('database') when the database is newer than this program, or was made
 * by other steps.
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[] = allMigrations(),
): Promise<readonly string[]> {
  return database.transaction(async (transaction) => {
    await transaction.query('set local statement_timeout = 0');
    await transaction.query('select pg_advisory_xact_lock($1)', [LOCK]);
    await transaction.query(
      `create table if not exists migrations (
        number integer primary key, name text not null, digest text not null,
        applied_at timestamptz not null default now())`,
    );
    const open = openOf(await appliedMigrations(transaction), migrations);
    for (const { number, name, sql, digest } of open) {
      await take(transaction, sql);
      await transaction.query('insert into migrations (number, name, digest) values ($1, $2, $3)', [
        number,
        name,
        digest,
      ]);
    }
    return open.map(({ name }) => name);
  });
}

/** PostgreSQL brings the extension along; who may not create in the database may not install it either. */
async function take(transaction: Queryable, sql: string): Promise<void> {
  try {
    await transaction.query(sql);
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    // Of the extension, or of what the index needs of it where it lies in a schema that is not searched.
    if (!/pg_trgm|gin_trgm_ops/u.test(why)) throw error;
    throw new LockstepError('database', `the extension pg_trgm cannot be used: ${why}`, {
      repair:
        'have whoever administers the database run in it: create extension pg_trgm schema public; then do this again',
      cause: error,
    });
  }
}

/** Throws as `migrate` does, and where steps are missing: of whoever may not change the schema. */
export async function requireSchema(database: Database): Promise<void> {
  const [found] = await database.query<{ readonly there: boolean }>(
    `select to_regclass('migrations') is not null as there`,
  );
  const applied = found?.there === true ? await appliedMigrations(database) : [];
  if (openOf(applied, allMigrations()).length === 0) return;
  throw new LockstepError('database', 'the database has not been migrated to this version', {
    repair: 'run: lockstep migrate',
  });
}

/** Steps that a database was made by, in order. */
export function appliedMigrations(database: Queryable): Promise<readonly AppliedMigration[]> {
  return database.query<AppliedMigration>(
    'select number, name, digest from migrations order by number',
  );
}

function openOf(
  applied: readonly AppliedMigration[],
  migrations: readonly Migration[],
): readonly Migration[] {
  for (const done of applied) {
    const known = migrations.find(({ number }) => number === done.number);
    if (known === undefined) {
      throw new LockstepError('database', `the database is newer than this version: ${done.name}`, {
        repair: 'install the version of Lockstep that it was last used with, or a newer one',
      });
    }
    if (known.digest !== done.digest) {
      throw new LockstepError('database', `the database was made by another ${done.name}`, {
        repair: 'restore a backup that a release has made',
      });
    }
  }
  const last = applied.at(-1)?.number ?? 0;
  return migrations.filter(({ number }) => number > last);
}
