import { Buffer } from 'node:buffer';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';

export interface ProcessSpec {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly maxOutputBytes: number;
  readonly signal?: AbortSignal | undefined;
  /** It is ended with everything that it has started: a process group of its own (POSIX). */
  readonly ownGroup?: boolean;
  /** Written to standard input, which is closed after it. */
  readonly input?: Iterable<string> | AsyncIterable<string>;
}

/** How a process ended. `stderr` is its last words, bounded. */
export type ProcessEnd =
  | { readonly state: 'exited'; readonly code: number; readonly stderr: string }
  | { readonly state: 'not-found' }
  | { readonly state: 'timeout' }
  | { readonly state: 'output-limit' }
  | { readonly state: 'cancelled' }
  | { readonly state: 'failed'; readonly detail: string };

const maxStderrBytes = 16_384;

/**
 * Runs a program without a shell; the generator's return value says how it ended. When the reader stops early, the
 * process is killed.
 * @yields Standard output as it comes.
 */
export async function* streamProcess(spec: ProcessSpec): AsyncGenerator<Buffer, ProcessEnd> {
  if (spec.signal?.aborted) return { state: 'cancelled' };
  const child = spawn(spec.command, spec.args, {
    cwd: spec.cwd,
    env: spec.env,
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
    detached: spec.ownGroup === true,
  });
  const kill = (): void => {
    if (spec.ownGroup === true) killGroup(child);
    else child.kill('SIGKILL');
  };
  let early: ProcessEnd | undefined;
  const stop = (end: ProcessEnd): void => {
    early ??= end;
    kill();
    // What the process itself had started may still hold the other end of the pipes.
    child.stdout.destroy();
    child.stderr.destroy();
  };
  const timer = setTimeout(() => stop({ state: 'timeout' }), spec.timeoutMs);
  const onAbort = (): void => stop({ state: 'cancelled' });
  spec.signal?.addEventListener('abort', onAbort, { once: true });
  const stderr = keepStart(child);
  const ended = endOf(child);
  const fed = feed(child, spec.input ?? []);
  // What the input threw is thrown below; here it only ends the wait for the process.
  fed.catch(kill);
  try {
    let length = 0;
    for await (const chunk of outputOf(child)) {
      length += chunk.length;
      if (length > spec.maxOutputBytes) stop({ state: 'output-limit' });
      if (early !== undefined) break;
      yield chunk;
    }
    const end = await ended;
    await fed;
    if (early !== undefined) return early;
    return end.state === 'exited' ? { ...end, stderr: stderr() } : end;
  } finally {
    clearTimeout(timer);
    spec.signal?.removeEventListener('abort', onAbort);
    kill();
  }
}

/** Also after its leader has ended: what that has started may go on. */
function killGroup({ pid }: ChildProcessWithoutNullStreams): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: nobody of the group is left.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Runs a program without a shell and keeps its whole output. */
export async function runProcess(
  spec: ProcessSpec,
): Promise<{ readonly end: ProcessEnd; readonly stdout: Buffer }> {
  const chunks: Buffer[] = [];
  const stream = streamProcess(spec);
  for (;;) {
    const step = await stream.next();
    if (step.done === true) return { end: step.value, stdout: Buffer.concat(chunks) };
    chunks.push(step.value);
  }
}

// Ends without an error where `stop` closed the pipe.
async function* outputOf(child: ChildProcessWithoutNullStreams): AsyncGenerator<Buffer, void> {
  try {
    yield* child.stdout as AsyncIterable<Buffer>;
  } catch (error) {
    if (!child.stdout.destroyed || !isPrematureClose(error)) throw error;
  }
}

function isPrematureClose(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

function keepStart(child: ChildProcessWithoutNullStreams): () => string {
  const kept: Buffer[] = [];
  let length = 0;
  child.stderr.on('data', (chunk: Buffer) => {
    if (length < maxStderrBytes) kept.push(chunk.subarray(0, maxStderrBytes - length));
    length += chunk.length;
  });
  return () => Buffer.concat(kept).toString('utf8').trim();
}

async function endOf(child: ChildProcessWithoutNullStreams): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      resolve(
        error.code === 'ENOENT'
          ? { state: 'not-found' }
          : { state: 'failed', detail: error.message },
      );
    });
    child.on('close', (code, signal) => {
      resolve(
        code === null
          ? { state: 'failed', detail: `ended by ${signal ?? 'a signal'}` }
          : { state: 'exited', code, stderr: '' },
      );
    });
  });
}

/** Writes as fast as the process reads. A process that ended early is judged by how it ended, not by its closed pipe. */
async function feed(
  child: ChildProcessWithoutNullStreams,
  input: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  const { stdin } = child;
  let broken = false;
  stdin.on('error', () => {
    broken = true;
  });
  for await (const text of input) {
    if (broken || stdin.destroyed) return;
    if (!stdin.write(text)) await drained(child);
  }
  stdin.end();
}

async function drained(child: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      child.stdin.off('drain', done);
      child.off('close', done);
      resolve();
    };
    child.stdin.on('drain', done);
    child.on('close', done);
  });
}
