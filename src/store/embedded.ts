import { fork, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { lockFolder } from '../io/folder-lock.ts';
import { LockstepError } from '../model/error.ts';

/** A database that lives in a folder, and ends with this process. */
export interface Embedded {
  /** How to reach it: a socket in the folder, which only this user may open. */
  readonly connection: pg.PoolConfig;
  /** Resolves, with what it said, when the process ends before `stop`. */
  readonly lost: Promise<string>;
  readonly stop: () => Promise<void>;
}

/** Making a new database takes 4 to 11 s here on a busy machine (2 cores); ten times that. */
const START_TIMEOUT_MS = 120_000;
/** It writes what is in memory; then it is killed, and recovers from its log. */
const STOP_TIMEOUT_MS = 20_000;
/** The last part of what it said, for the error. */
const MAX_SAID = 2_000;
/** PostgreSQL clients look for `.s.PGSQL.<port>` in the folder of a socket. */
const PORT = 5432;
/** sun_path, unix(7): 108 bytes with the terminating one. */
const MAX_SOCKET_PATH = 107;

/**
 * Starts PostgreSQL compiled to WebAssembly (PGlite) on a folder, in a process of its own: its work would keep timers and
 * requests of this one waiting. A second process on the same folder would lose what either writes, without an error, so
 * that the folder is locked. Throws LockstepError('database').
 */
export async function startEmbedded(folder: string): Promise<Embedded> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(folder);
  if ('heldBy' in lock) {
    throw new LockstepError('database', `${folder} is in use by ${lock.heldBy}`, {
      repair: 'stop that process, or name another folder with --data',
    });
  }
  try {
    const socket = socketIn(folder);
    const child = startChild(path.join(folder, 'pg'), socket);
    await isReady(child);
    chmodSync(socket, 0o600);
    return running(child, path.dirname(socket), () => lock.release());
  } catch (error) {
    lock.release();
    throw error;
  }
}

function socketIn(folder: string): string {
  const socketFolder = path.join(folder, 'socket');
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

interface Child {
  readonly process: ChildProcess;
  /** What it said on standard error, the last of it. */
  readonly said: () => string;
}

function startChild(data: string, socket: string): Child {
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

function isReady({ process: child, said }: Child): Promise<void> {
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

function running(child: Child, socketFolder: string, release: () => void): Embedded {
  let isStopping = false;
  // It ends with this process, and is no reason for it to stay.
  child.process.unref();
  child.process.channel?.unref();
  const { stderr } = child.process;
  if (stderr instanceof Socket) stderr.unref();
  const ended = new Promise<void>((resolve) => {
    child.process.once('exit', () => {
      release();
      resolve();
    });
  });
  return {
    connection: { host: socketFolder, port: PORT, user: 'postgres', database: 'postgres' },
    lost: new Promise((resolve) => {
      child.process.once('exit', () => {
        if (!isStopping) resolve(child.said().trim());
      });
    }),
    async stop() {
      isStopping = true;
      if (child.process.connected) child.process.disconnect();
      const timer = setTimeout(() => child.process.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}
