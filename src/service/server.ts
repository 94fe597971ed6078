import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openDatabase, connectionOf, type Database } from '../store/database.ts';
import { startEmbedded, type Embedded } from '../store/embedded.ts';
import { migrate } from '../store/migrate.ts';
import { buildApp } from './app.ts';
import type { App } from './context.ts';

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  /** A PostgreSQL database; undefined: one of its own in `data`. */
  readonly databaseUrl: string | undefined;
  /** The folder for all that it keeps. */
  readonly data: string;
  readonly maxReportBytes: number;
  /** One JSON object a line. */
  readonly log: { write(line: string): void } | undefined;
}

export interface RunningServer {
  /** `http://127.0.0.1:7300`. */
  readonly address: string;
  readonly database: Database;
  /** Names of the migrations that it took. */
  readonly migrated: readonly string[];
  /** Resolves, with the reason, when it cannot go on. */
  readonly failed: Promise<string>;
  /** Answers what it has begun to answer, and ends. */
  stop(): Promise<void>;
}

/** Of the pool; the embedded database does one thing at a time whatever their number. */
const MAX_CONNECTIONS = 10;

/** Starts everything in this process but the database, and brings the database up to this version. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  mkdirSync(options.data, { recursive: true, mode: 0o700 });
  const spool = mkdtempSync(path.join(options.data, 'spool-'));
  const embedded =
    options.databaseUrl === undefined
      ? await startEmbedded(path.join(options.data, 'database'))
      : undefined;
  const database = openDatabase({
    connection: embedded?.connection ?? connectionOf(options.databaseUrl ?? ''),
    maxConnections: MAX_CONNECTIONS,
  });
  const end = endOf({ spool, embedded, database });
  try {
    const migrated = await migrate(database);
    const app = await buildApp(
      { database, spool, limits: { maxReportBytes: options.maxReportBytes } },
      options.log === undefined ? false : { level: 'info', stream: options.log },
    );
    const address = await app.listen({ host: options.host, port: options.port });
    return { address, database, migrated, failed: failureOf(embedded), stop: stopOf(app, end) };
  } catch (error) {
    await end();
    throw error;
  }
}

function stopOf(app: App, end: () => Promise<void>): () => Promise<void> {
  return async () => {
    await app.close();
    await end();
  };
}

function endOf({
  spool,
  embedded,
  database,
}: {
  readonly spool: string;
  readonly embedded: Embedded | undefined;
  readonly database: Database;
}): () => Promise<void> {
  return async () => {
    await database.close();
    await embedded?.stop();
    rmSync(spool, { recursive: true, force: true });
  };
}

async function failureOf(embedded: Embedded | undefined): Promise<string> {
  if (embedded === undefined) return new Promise(() => undefined);
  return `the embedded database has ended: ${await embedded.lost}`;
}
