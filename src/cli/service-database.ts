import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { describeFileError, fileErrorCode, readBounded } from '../io/files.ts';
import { LockstepError } from '../model/error.ts';
import { connectionOf, openDatabase, sqlStateOf, type Database } from '../store/database.ts';
import { startEmbedded } from '../store/embedded.ts';
import type { Arguments, Flags } from './args.ts';
import type { Shell } from './shell.ts';

/** Flags of every command that works on the database of a service. */
export const databaseFlags: Flags = {
  data: {
    value: 'DIR',
    help: 'the folder of the service (default: lockstep in XDG_DATA_HOME, or ~/.local/share)',
  },
};

/** The folder that a service keeps everything in. */
export function dataFolder(input: Arguments, { cwd, env }: Shell): string {
  const named = input.value('data') ?? env['LOCKSTEP_DATA_DIR'];
  if (named !== undefined) return path.resolve(cwd, named);
  return path.join(env['XDG_DATA_HOME'] ?? path.join(homedir(), '.local', 'share'), 'lockstep');
}

/** The same, made for this user where it is not there. Throws LockstepError('database') where nothing can be kept in it. */
export function madeDataFolder(input: Arguments, shell: Shell): string {
  const folder = dataFolder(input, shell);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
    return folder;
  } catch (error) {
    const isNowhere = ['ENOENT', 'EEXIST', 'ENOTDIR'].includes(fileErrorCode(error));
    const why = isNowhere ? 'no folder can be made there' : describeFileError(error);
    throw new LockstepError('database', `cannot keep data in ${folder}: ${why}`, {
      repair: 'name a folder that this user may write to with --data',
      cause: error,
    });
  }
}

/** Does something with the database: PostgreSQL where DATABASE_URL names one, else that in the folder. */
export async function withDatabase<Result>(
  input: Arguments,
  shell: Shell,
  act: (database: Database) => Promise<Result>,
): Promise<Result> {
  const url = databaseUrlOf(shell);
  const embedded =
    url === undefined
      ? await startEmbedded(path.join(madeDataFolder(input, shell), 'database'))
      : undefined;
  const connection = embedded?.connection ?? connectionOf(url ?? '');
  const database = openDatabase({ connection, maxConnections: 2 });
  try {
    return await reached(act(database), {});
  } finally {
    await database.close();
    await embedded?.stop();
  }
}

/** Far above any password. */
const MAX_PASSWORD_BYTES = 4_096;
const USER_WITHOUT_PASSWORD = /^(?<scheme>postgres(?:ql)?:\/\/[^:@/?#]{1,200})@/u;

/**
 * DATABASE_URL, with the password that DATABASE_PASSWORD_FILE holds: a file can be given to one process and to nobody else, as
 * secrets of Docker and Kubernetes are. Undefined: none is named. Throws LockstepError('database').
 */
export function databaseUrlOf({ cwd, env }: Pick<Shell, 'cwd' | 'env'>): string | undefined {
  const url = env['DATABASE_URL'];
  const name = env['DATABASE_PASSWORD_FILE'];
  if (url === undefined || name === undefined) return url;
  const place = USER_WITHOUT_PASSWORD.exec(url)?.groups?.['scheme'];
  if (place === undefined) {
    throw new LockstepError('database', 'DATABASE_PASSWORD_FILE needs a user without a password', {
      repair: 'set DATABASE_URL to postgres://user@host:5432/lockstep',
    });
  }
  const password = readPassword(path.resolve(cwd, name), name);
  return `${place}:${encodeURIComponent(password)}${url.slice(place.length)}`;
}

function readPassword(file: string, name: string): string {
  try {
    // Secrets of Kubernetes are links to where their present version lies.
    const outcome = readBounded(realpathSync(file), MAX_PASSWORD_BYTES);
    if (outcome.state !== 'read') {
      throw unreadable(name, outcome.state === 'too-large' ? 'it is too large' : outcome.detail);
    }
    const password = Buffer.from(outcome.bytes)
      .toString('utf8')
      .replace(/\r?\n$/u, '');
    if (password === '') throw unreadable(name, 'it is empty');
    return password;
  } catch (error) {
    if (error instanceof LockstepError) throw error;
    throw unreadable(name, fileErrorCode(error));
  }
}

function unreadable(name: string, why: string): LockstepError {
  return new LockstepError('database', `cannot read DATABASE_PASSWORD_FILE ${name}: ${why}`, {
    repair: 'name a file that holds the password and nothing else',
  });
}

/** What programs that a service starts may know of its environment: no secret of the service. */
export function programEnvironment(env: Shell['env']): Readonly<Record<string, string>> {
  const advisories = env['LOCKSTEP_ADVISORIES'];
  return {
    PATH: env['PATH'] ?? '',
    ...(advisories === undefined ? {} : { LOCKSTEP_ADVISORIES: advisories }),
  };
}

/** Says in words why a service could not start, where that is in the user's hands. */
export async function reached<Running>(
  starting: Promise<Running>,
  place: { readonly host?: string; readonly port?: number },
): Promise<Running> {
  try {
    return await starting;
  } catch (error) {
    const code = sqlStateOf(error);
    const isConnecting =
      error instanceof Error && 'syscall' in error && error.syscall === 'connect';
    const listening = LISTENING.get(code);
    if (listening !== undefined && !isConnecting) {
      const where = `${place.host}:${place.port}`;
      throw new LockstepError('serve', `cannot listen on ${where}: ${listening}`, {
        repair: 'name another place with --host and --port',
        cause: error,
      });
    }
    if (!UNREACHED.has(code) && !isConnecting) throw error;
    throw new LockstepError('database', `the database cannot be reached: ${code}`, {
      repair: 'look at DATABASE_URL, and whether PostgreSQL runs',
      cause: error,
    });
  }
}

const LISTENING: ReadonlyMap<string, string> = new Map([
  ['EADDRINUSE', 'something listens there already'],
  ['EADDRNOTAVAIL', 'this machine has no such address'],
  ['EACCES', 'this is not allowed'],
]);
/** Of the system, and of PostgreSQL (appendix A): no password, no such user, no such database, starting up. */
const UNREACHED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  '28P01',
  '28000',
  '3D000',
  '57P03',
]);

/** Returns when it is to stop; throws LockstepError('database') when it cannot go on. */
export async function untilStopped(
  { failed }: { readonly failed: Promise<string> },
  signal: AbortSignal,
): Promise<void> {
  const aborted = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  const why = await Promise.race([aborted, failed]);
  if (why !== undefined) throw new LockstepError('database', why);
}
