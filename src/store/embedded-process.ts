/**
 * The process that the embedded database lives in: `embedded-process <data folder> <socket> <archive of an empty database>`.
 * It says on its channel when it listens, and ends when the channel closes: also when its parent was killed.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { pg_trgm as trigrams } from '@electric-sql/pglite/contrib/pg_trgm';
import { lockFolder, type FolderLock } from '../io/folder-lock.ts';
import { serveOnSocket } from './embedded-socket.ts';

const [data = '', socket = '', seed = ''] = process.argv.slice(2);
/** Below the time that the parent waits for this process (embedded-child.ts). */
const WAIT_FOR_LAST_MS = 60_000;
const POLL_MS = 50;

/**
 * The process of a parent that was killed ends what it is doing first, and writes: the parent's lock does not tell that, this one
 * does. Throws when it takes too long.
 */
async function alone(folder: string): Promise<FolderLock> {
  const until = Date.now() + WAIT_FOR_LAST_MS;
  for (;;) {
    const lock = lockFolder(folder);
    if (!('heldBy' in lock)) return lock;
    if (Date.now() > until) throw new Error(`${lock.heldBy} still writes to ${data}`);
    await pause(POLL_MS);
  }
}

/** Made beside its place and moved there when it is whole: whoever is killed while it is made leaves none. */
async function create(): Promise<void> {
  const unfinished = `${data}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const options: PGliteOptions =
    seed === '' ? {} : { loadDataDir: new Blob([await readFile(seed)]) };
  const made = await PGlite.create(unfinished, options);
  await made.close();
  renameSync(unfinished, data);
}

const lock = await alone(path.dirname(socket));
if (!existsSync(data)) await create();
// Migrations make it; its code is none of the folder's.
const extensions = { pg_trgm: trigrams };
const db = await PGlite.create(data, { relaxedDurability: false, extensions });
const server = await serveOnSocket(db, socket, (error) => {
  process.stderr.write(`the database has broken: ${String(error)}\n`);
  // Its files are as a crash leaves them: whoever starts it again recovers what was committed.
  process.exit(1);
});

let isEnding = false;
async function end(): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  server.close();
  await db.close();
  lock.release();
  process.exit(0);
}
process.on('disconnect', () => void end());
process.on('SIGTERM', () => void end());
// Ctrl-C reaches the whole group: the parent ends first and closes the channel.
process.on('SIGINT', () => undefined);
process.send?.('ready');
