import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectionOf, openDatabase, type Database } from '../database.ts';
import { startEmbedded } from '../embedded.ts';
import { isPostgresInstalled, startPostgresServer } from './postgres-server.ts';

/** A kind of database that a suite runs on: started once, emptied for each suite. */
export interface TestDatabase {
  readonly name: string;
  /** Empty: no table is in it. */
  open(): Promise<Database>;
  /** The same database as it is, as another process sees it. */
  join(): Promise<Database>;
  /** How processes of their own reach it. */
  connection(): Promise<Connection>;
}

/**
 * The embedded database, and PostgreSQL 15 or newer where it is installed or LOCKSTEP_TEST_DATABASE names an empty one: the same
 * tests run on each. With LOCKSTEP_REQUIRE_SERVERS a missing PostgreSQL is an error.
 */
export function testDatabases(): readonly TestDatabase[] {
  const isThere = process.env['LOCKSTEP_TEST_DATABASE'] !== undefined || isPostgresInstalled();
  if (!isThere && process.env['LOCKSTEP_REQUIRE_SERVERS'] === '1') {
    throw new Error('PostgreSQL is not installed, and the tests were told to require it');
  }
  return isThere ? [embedded, postgres] : [embedded];
}

export const embedded: TestDatabase = {
  name: 'embedded',
  open: async () => emptied(await embedded.join()),
  async join() {
    return openDatabase({ connection: await embedded.connection(), maxConnections: 10 });
  },
  connection: () => (started.embedded ??= startEmbeddedOnce()),
};

const postgres: TestDatabase = {
  name: 'PostgreSQL',
  open: async () => emptied(await postgres.join()),
  async join() {
    return openDatabase({ connection: await postgres.connection(), maxConnections: 10 });
  },
  connection: () => (started.postgres ??= startPostgres()),
};

/** The address of a PostgreSQL that was started for this process; undefined where none is installed. */
export async function postgresUrl(): Promise<string | undefined> {
  const url = process.env['LOCKSTEP_TEST_DATABASE'];
  if (url !== undefined || !isPostgresInstalled()) return url;
  started.postgres ??= startPostgres();
  const { host = '' } = await started.postgres;
  return `postgres://postgres@/postgres?host=${encodeURIComponent(host)}`;
}

type Connection = Parameters<typeof openDatabase>[0]['connection'];
const started: { embedded?: Promise<Connection>; postgres?: Promise<Connection> } = {};

async function emptied(database: Database): Promise<Database> {
  await database.query('drop schema public cascade');
  await database.query('create schema public');
  return database;
}

async function startEmbeddedOnce(): Promise<Connection> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-db-'));
  const { connection } = await startEmbedded(folder);
  // The database ends with this process.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return connection;
}

async function startPostgres(): Promise<Connection> {
  const url = process.env['LOCKSTEP_TEST_DATABASE'];
  // Nothing of it outlives the tests: it need not reach the disk.
  return url === undefined ? (await startPostgresServer('-F')).connection : connectionOf(url);
}
