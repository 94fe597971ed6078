import { fork, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LockstepError } from '../model/error.ts';

/** Making a new database takes 4 to 11 s here on a busy machine (2 cores); ten times that. */
const START_TIMEOUT_MS = 120_000;
/** It writes what is in memory; then it is killed, and recovers from its log. */
const STOP_TIMEOUT_MS = 20_000;
/** The last part of what it said, for the error. */
const MAX_SAID = 2_000;
/** PostgreSQL clients look for `.s.PGSQL.<port>` in the folder of a socket. */
export const PORT = 5432;
/** sun_path, unix(7): 108 bytes with the terminating one. */
const MAX_SOCKET_PATH = 107;

/** The process of the database, which is ready. */
export interface Child {
  /** Resolves, with what it said last, when it has ended. */
  readonly ended: Promise<string>;
  /** Ends it, and waits until it has. */
  stop(): Promise<void>;
}

/** The folder of its socket, which only this user may enter. */
export function socketFolderOf(folder: string): string {
  return path.join(folder, 'socket');
}

/** Starts the process on the database in a folder, and waits until it listens. Throws LockstepError('database'). */
export async function startChild(folder: string): Promise<Child> {
  const socket = socketIn(folder);
  const forked = forkChild(path.join(folder, 'pg'), socket);
  await isReady(forked);
  chmodSync(socket, 0o600);
  const { process: child, said } = forked;
  // It ends with this process, and is no reason for it to stay.
  child.unref();
  child.channel?.unref();
  if (child.stderr instanceof Socket) child.stderr.unref();
  const ended = new Promise<string>((resolve) => {
    const tell = (): void => resolve(said().trim());
    if (child.exitCode === null && child.signalCode === null) child.once('exit', tell);
    else tell();
  });
  return {
    ended,
    async stop() {
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

function socketIn(folder: string): string {
  const socketFolder = socketFolderOf(folder);
  mkdirSync(socketFolder, { recursive: true, mode: 0o700 });
  const socket = path.join(socketFolder, `.s.PGSQL.${PORT}`);
  if (Buffer.byteLength(socket) > MAX_SOCKET_PATH) {
    throw new LockstepError('database', `the path of ${folder} is too long for a socket in it`, {
      repair: `name a folder whose path has at most ${MAX_SOCKET_PATH - 23} bytes with --data`,
    });
  }
  // Whoever was killed leaves it; the lock says that nobody listens.
  rmSync(socket, { force: true });
  return socket;
}

interface Forked {
  readonly process: ChildProcess;
  /** What it said on standard error, the last of it. */
  readonly said: () => string;
}

function forkChild(data: string, socket: string): Forked {
  const isSource = import.meta.url.endsWith('.ts');
  const file = fileURLToPath(
    new URL(`../store/embedded-process.${isSource ? 'ts' : 'js'}`, import.meta.url),
  );
  const seed = fileURLToPath(new URL('../store/empty-database.tar.gz', import.meta.url));
  const child = fork(file, [data, socket, existsSync(seed) ? seed : ''], {
    // Nothing of this process's environment belongs in a database.
    env: { PATH: process.env['PATH'] },
    execArgv: isSource ? ['--import', 'tsx'] : [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (bytes: Buffer) => {
    said = (said + bytes.toString('utf8')).slice(-MAX_SAID);
  });
  return { process: child, said: () => said };
}

function isReady({ process: child, said }: Forked): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(
        new LockstepError('database', `the embedded database did not start: ${why}`, {
          repair: 'run it again; if that does not help, restore a backup into a new folder',
        }),
      );
    };
    const timer = setTimeout(() => fail('it took too long'), START_TIMEOUT_MS);
    child.once('message', () => {
      clearTimeout(timer);
      child.removeAllListeners('exit');
      resolve();
    });
    child.once('exit', () => fail(said().trim() || 'it ended'));
  });
}
