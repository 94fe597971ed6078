import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type pg from 'pg';
import { openDatabase } from '../database.ts';

const run = promisify(execFile);
/** `nobody`: PostgreSQL refuses to run as root. */
const NOBODY = 65_534;

/** A PostgreSQL of its own, which ends with this process. */
export interface PostgresServer {
  readonly connection: pg.PoolConfig;
  readonly url: string;
  /** Ends it as a lost machine does. */
  kill(): Promise<void>;
  /** Starts it again on what it has left. */
  start(): Promise<void>;
}

/** Whether Debian's PostgreSQL, 15 or newer, is installed. */
export function isPostgresInstalled(): boolean {
  return programs() !== undefined;
}

/** Makes a database and starts a server on it; `flags` as `postgres` takes them. */
export async function startPostgresServer(...flags: readonly string[]): Promise<PostgresServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-pg-'));
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if ('uid' in user) chownSync(folder, NOBODY, NOBODY);
  const bin = programs() ?? '';
  const data = path.join(folder, 'data');
  const options = { cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'C' }, ...user };
  await run(path.join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-N'], options);
  const connection = { host: folder, user: 'postgres', database: 'postgres' };
  const args = ['-D', data, '-k', folder, '-c', 'listen_addresses=', ...flags];
  let server: ChildProcess;
  const start = async (): Promise<void> => {
    server = spawn(path.join(bin, 'postgres'), args, { ...options, stdio: 'ignore' });
    server.unref();
    await answers(connection, () => {
      // Those that the one before has left are still about to end.
      if (server.exitCode === null && server.signalCode === null) return;
      server = spawn(path.join(bin, 'postgres'), args, { ...options, stdio: 'ignore' });
      server.unref();
    });
  };
  process.once('exit', () => {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  await start();
  return {
    connection,
    url: `postgres://postgres@/postgres?host=${encodeURIComponent(folder)}`,
    start,
    async kill() {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.ref();
      server.kill('SIGKILL');
      await ended;
    },
  };
}

async function answers(connection: pg.PoolConfig, onSilence: () => void): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const database = openDatabase({ connection, maxConnections: 1 });
    try {
      await database.query('select 1');
      return;
    } catch (error) {
      if (attempt >= 600) throw error;
      onSilence();
      await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      await database.close();
    }
  }
}

function programs(): string | undefined {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).map(Number) : [];
  const newest = Math.max(0, ...versions.filter((version) => version >= 15));
  return newest === 0 ? undefined : path.join(root, String(newest), 'bin');
}
