import { randomBytes } from 'node:crypto';
import {
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { fileErrorCode } from './files.ts';

/** A holder says that it is alive this often. */
const BEAT_MS = 5000;
/** Silent for so long it is dead, or stopped by a debugger: chosen, far above the longest import without a pause. */
const STALE_MS = 10 * 60_000;

/** What this process holds: another text with its number is of an earlier process of that number, as in a container. */
const ours = new Set<string>();

/** Held until `release`. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes the lock of a folder, or says who holds it. A lock is a file with process and machine; one whose process on this
 * machine has ended, or that gave no sign for ten minutes, is taken over. It guards programs of good will from each other:
 * what is written would be whole without it.
 */
export function lockFolder(folder: string): FolderLock | { readonly heldBy: string } {
  const file = path.join(folder, 'lock');
  const own = `${process.pid} ${hostname()} ${randomBytes(8).toString('hex')}\n`;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (create(file, own)) return held(file, own);
    const holder = read(file);
    if (holder === undefined) continue;
    if (!isStale(file, holder)) return { heldBy: describe(holder) };
    takeAway(file, holder);
  }
  return { heldBy: 'several processes at once' };
}

function held(file: string, own: string): FolderLock {
  ours.add(own);
  const beat = setInterval(() => {
    try {
      const now = new Date();
      utimesSync(file, now, now);
    } catch (error) {
      fileErrorCode(error);
    }
  }, BEAT_MS);
  beat.unref();
  return {
    release() {
      clearInterval(beat);
      ours.delete(own);
      if (read(file) === own) rmSync(file, { force: true });
    },
  };
}

function create(file: string, own: string): boolean {
  try {
    writeFileSync(file, own, { flag: 'wx' });
    return true;
  } catch (error) {
    if (fileErrorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').slice(0, 500);
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function isStale(file: string, holder: string): boolean {
  const [pid = '', host = ''] = holder.trim().split(' ');
  const stats = statSync(file, { throwIfNoEntry: false });
  // A clock that was put back makes times of the future: then the age says nothing.
  if (stats !== undefined && Date.now() - stats.mtimeMs > STALE_MS) return true;
  if (host !== hostname() || !/^\d{1,10}$/u.test(pid)) return false;
  return Number(pid) === process.pid ? !ours.has(holder) : !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return fileErrorCode(error) !== 'ESRCH';
  }
  return !isZombie(pid);
}

/** Ended, and nobody has asked how: in a container without an init it stays so. The state follows the name in parentheses, proc(5). */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.startsWith(') Z ', stat.lastIndexOf(')'));
  } catch (error) {
    fileErrorCode(error);
    return false;
  }
}

/** Of two that take a stale lock away, the slower one may have caught the new one of the quicker: it puts that back. */
function takeAway(file: string, holder: string): void {
  const aside = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(file, aside);
    if (read(aside) !== holder) linkSync(aside, file);
    unlinkSync(aside);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(fileErrorCode(error))) throw error;
  }
}

function describe(holder: string): string {
  const [pid = '', host = ''] = holder.trim().split(' ');
  return `process ${pid.slice(0, 10)} on ${host.slice(0, 100)}`;
}
