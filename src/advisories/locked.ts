import { lockFolder } from '../io/folder-lock.ts';
import { describeFileError } from '../io/files.ts';
import { monotonicMs } from '../io/clock.ts';
import { LockstepError } from '../model/error.ts';

const POLL_MS = 200;
/** The first pull of the largest ecosystem over a slow line. Chosen. */
const MAX_WAIT_MS = 10 * 60_000;

export interface LockRequest {
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly wait: (ms: number) => Promise<void>;
  /** Told once when another process holds the folder. */
  readonly onWait: (holder: string) => void;
}

/** Acts as the only one that changes the folder; waits for another one. Throws LockstepError('advisories'). */
export async function withLock<T>(request: LockRequest, act: () => Promise<T>): Promise<T> {
  const { folder, signal } = request;
  const until = monotonicMs() + MAX_WAIT_MS;
  let isTold = false;
  for (;;) {
    const lock = told(folder, () => lockFolder(folder));
    if ('release' in lock) {
      try {
        return await act();
      } catch (error) {
        throw readable(folder, error);
      } finally {
        lock.release();
      }
    }
    if (signal.aborted || monotonicMs() > until) throw heldByOther(folder, lock.heldBy);
    if (!isTold) request.onWait(lock.heldBy);
    isTold = true;
    await request.wait(POLL_MS);
  }
}

function told<T>(folder: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw readable(folder, error);
  }
}

/** What the system refuses (a full disk, no permission) is for the user to mend; anything else is a bug. */
function readable(folder: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof LockstepError || !/^E[A-Z]{2,20}$/u.test(code)) return error;
  return new LockstepError('advisories', `cannot write to ${folder}: ${describeFileError(error)}`, {
    repair: 'make it writable, or name another folder with --dir',
    cause: error,
  });
}

function heldByOther(folder: string, holder: string): LockstepError {
  return new LockstepError('advisories', `${folder} is being changed by ${holder}`, {
    repair: 'wait for it to end; if there is no such process, remove the file "lock" in the folder',
  });
}
