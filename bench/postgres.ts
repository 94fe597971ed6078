import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '../src/store/database.ts';

/** A PostgreSQL with the settings that it comes with: what is acknowledged is on the disk. */
export interface BenchPostgres {
  readonly url: string;
  readonly version: string;
  readonly stop: () => Promise<void>;
}

/** `nobody`: PostgreSQL refuses to run as root. */
const NOBODY = 65_534;
const ROOT = '/usr/lib/postgresql';

/** Starts the newest that Debian has installed, on a folder of its own. */
export async function startPostgres(): Promise<BenchPostgres> {
  const version = Math.max(0, ...(existsSync(ROOT) ? readdirSync(ROOT).map(Number) : []));
  if (version === 0) throw new Error('install PostgreSQL: apt-get install postgresql');
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-bench-pg-'));
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if ('uid' in user) chownSync(folder, NOBODY, NOBODY);
  const bin = path.join(ROOT, String(version), 'bin');
  const data = path.join(folder, 'data');
  const options = { cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'C' }, ...user };
  execFileSync(path.join(bin, 'initdb'), ['-D', data, '-U', 'lockstep', '-A', 'trust'], options);
  const words = ['-D', data, '-k', folder, '-c', 'listen_addresses='];
  const server = spawn(path.join(bin, 'postgres'), words, { ...options, stdio: 'ignore' });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const url = `postgres://lockstep@/postgres?host=${encodeURIComponent(folder)}`;
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await answers(url)) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    version: String(version),
    async stop() {
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Has a server as long as it takes, and leaves none behind. */
export async function withPostgres<Result>(
  act: (postgres: BenchPostgres) => Promise<Result>,
): Promise<Result> {
  const postgres = await startPostgres();
  try {
    return await act(postgres);
  } finally {
    await postgres.stop();
  }
}

async function answers(url: string): Promise<boolean> {
  const database = openDatabase({ connection: { connectionString: url }, maxConnections: 1 });
  try {
    await database.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await database.close();
  }
}
