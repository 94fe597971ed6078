import { mkdirSync } from 'node:fs';
import type pg from 'pg';
import { lockFolder } from '../io/folder-lock.ts';
import { LockstepError } from '../model/error.ts';
import { PORT, socketFolderOf, startChild, type Child } from './embedded-child.ts';

/** A database that lives in a folder, and ends with this process. */
export interface Embedded {
  /** How to reach it: a socket in the folder, which only this user may open. */
  readonly connection: pg.PoolConfig;
  /** Resolves, with what it said, when it has ended too often to be started again. */
  readonly lost: Promise<string>;
  readonly stop: () => Promise<void>;
}

/** Chosen: whatever ends it more often is not mended by a start. */
const RESTARTS = { max: 5, withinMs: 10 * 60_000 } as const;

/**
 * Starts PostgreSQL compiled to WebAssembly (PGlite) on a folder, in a process of its own: its work would keep timers and
 * requests of this one waiting. A second process on the same folder would lose what either writes, without an error, so
 * that the folder is locked. Should the process end, by a crash or for want of memory, it is started again, some times, and
 * recovers what was committed; `onRestart` is told. Throws LockstepError('database').
 */
export async function startEmbedded(
  folder: string,
  onRestart: (why: string) => void = () => undefined,
): Promise<Embedded> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(folder);
  if ('heldBy' in lock) {
    throw new LockstepError('database', `${folder} is in use by ${lock.heldBy}`, {
      repair: 'stop that process, or name another folder with --data',
    });
  }
  try {
    const keeper = new Keeper(await startChild(folder), () => startChild(folder), onRestart);
    const lost = keeper.keep();
    const release = (): void => lock.release();
    void lost.then(release);
    return {
      connection: {
        host: socketFolderOf(folder),
        port: PORT,
        user: 'postgres',
        database: 'postgres',
      },
      lost,
      async stop() {
        await keeper.stop();
        release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Keeps the database running. */
class Keeper {
  readonly #start: () => Promise<Child>;
  readonly #onRestart: (why: string) => void;
  /** The one that runs, or is about to. */
  #child: Promise<Child>;
  #isStopping = false;

  constructor(first: Child, start: () => Promise<Child>, onRestart: (why: string) => void) {
    this.#start = start;
    this.#onRestart = onRestart;
    this.#child = Promise.resolve(first);
  }

  /** Resolves, with the reason, when it is given up; never when it is stopped. */
  async keep(): Promise<string> {
    let restarts: readonly number[] = [];
    for (;;) {
      const why = await (await this.#child).ended;
      if (this.#isStopping) return new Promise(() => undefined);
      const since = Date.now() - RESTARTS.withinMs;
      restarts = [...restarts.filter((at) => at > since), Date.now()];
      if (restarts.length > RESTARTS.max) return why;
      this.#onRestart(why);
      this.#child = this.#start();
      const failed = await this.#child.then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      if (failed !== undefined) return failed;
    }
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    // Where it could not be started there is nothing to stop.
    const child = await this.#child.catch(() => undefined);
    await child?.stop();
  }
}
