import { chmodSync } from 'node:fs';
import type { TestContext } from 'node:test';
import { connectionOf, openDatabase } from '../../src/store/database.ts';
import { postgresUrl } from '../../src/store/tests/databases.ts';

/** An empty database of a PostgreSQL; undefined where none is installed. */
export interface FreshDatabase {
  readonly name: string;
  /** The folder of its socket. */
  readonly host: string;
  readonly url: string;
}

/** Makes a database that only this test uses, and drops it when the test has ended. */
export async function freshDatabase(context: TestContext): Promise<FreshDatabase | undefined> {
  const url = await postgresUrl();
  const host = new URLSearchParams(url?.split('?')[1]).get('host');
  if (url === undefined || host === null) return undefined;
  // Where the tests start PostgreSQL, its socket is for the user who did.
  chmodSync(host, 0o755);
  const server = openDatabase({ connection: connectionOf(url), maxConnections: 1 });
  const name = `lockstep_${process.pid}_${Date.now()}`;
  await server.query(`create database ${name}`);
  context.after(async () => {
    await server.query(`drop database ${name} with (force)`);
    await server.close();
  });
  return { name, host, url: url.replace('/postgres?', `/${name}?`) };
}
