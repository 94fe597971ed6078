import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes that mean that the work was done. */
  readonly good: readonly number[];
}

export interface Measured {
  readonly wallMs: number;
  /** Of all processes of the command together; 0 where there is no /proc. */
  readonly peakBytes: number;
  readonly stderr: string;
}

const POLL_MS = 20;
const MAX_STDERR_CHARS = 65_536;

/** Runs a command to its end. Throws when it ends with an exit code that is not expected. */
export async function measure(command: Command): Promise<Measured> {
  const started = performance.now();
  const child = spawn(command.program, command.args, {
    cwd: command.cwd,
    env: { ...process.env, ...command.env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-MAX_STDERR_CHARS);
  });
  let peakBytes = 0;
  const look = (): void => {
    if (child.pid !== undefined) peakBytes = Math.max(peakBytes, treeBytes(child.pid));
  };
  const timer = setInterval(look, POLL_MS);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    if (code === null || !command.good.includes(code)) {
      const line = [command.program, ...command.args].join(' ');
      throw new Error(`exit code ${code} of: ${line}\n${stderr}`);
    }
    return { wallMs: performance.now() - started, peakBytes, stderr };
  } finally {
    clearInterval(timer);
  }
}

/** Resident memory of a process and all below it, as /proc tells it (proc(5)). */
function treeBytes(root: number): number {
  const own = statusOf(root);
  // The high-water mark of the root cannot be missed between two looks; of the others the present size is added.
  return own === undefined ? 0 : Math.max(own.peak, own.now + belowBytes(root));
}

function belowBytes(pid: number): number {
  let bytes = 0;
  for (const child of childrenOf(pid)) bytes += (statusOf(child)?.now ?? 0) + belowBytes(child);
  return bytes;
}

function childrenOf(pid: number): readonly number[] {
  // A child belongs to the thread that started it, and of Node only the main thread and worker threads do.
  return threadsOf(pid).flatMap((thread) =>
    read(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
}

function threadsOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

function statusOf(pid: number): { readonly now: number; readonly peak: number } | undefined {
  const text = read(`/proc/${pid}/status`);
  const kib = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? 0);
  return text === '' ? undefined : { now: kib('VmRSS') * 1024, peak: kib('VmHWM') * 1024 };
}

/** Empty when the process has ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

/** The middle one, of an even number the mean of both. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2;
}
