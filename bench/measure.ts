import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { treeBytes } from './tree-bytes.ts';

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes that mean that the work was done. */
  readonly good: readonly number[];
  /** Kills the command when it takes longer. */
  readonly stopAfterMs?: number;
}

export interface Measured {
  readonly wallMs: number;
  /** Of all processes of the command, user and system; 0 when it was stopped. */
  readonly cpuMs: number;
  /** Of all processes of the command together; 0 where there is no /proc. */
  readonly peakBytes: number;
  /** It took longer than `stopAfterMs`. */
  readonly stopped: boolean;
}

const POLL_MS = 20;
const MAX_STDERR_CHARS = 65_536;
/** `times` is the only portable way to learn the processor time of a command and of what it had started. */
const SCRIPT = '"$@"; code=$?; times >&2; exit $code';

/** Runs a command to its end. Throws when it ends with an exit code that is not expected. */
export async function measure(command: Command): Promise<Measured> {
  const started = performance.now();
  const child = spawn('sh', ['-c', SCRIPT, 'sh', command.program, ...command.args], {
    cwd: command.cwd,
    env: { ...process.env, ...command.env },
    stdio: ['ignore', 'ignore', 'pipe'],
    // A process group of its own, so that it can be stopped whole.
    detached: true,
  });
  const { pid = 0 } = child;
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-MAX_STDERR_CHARS);
  });
  let peakBytes = 0;
  const look = setInterval(() => {
    peakBytes = Math.max(peakBytes, treeBytes(pid));
  }, POLL_MS);
  let stopped = false;
  const stop = (): void => {
    stopped = true;
    process.kill(-pid, 'SIGKILL');
  };
  const limit = setTimeout(stop, command.stopAfterMs ?? 2 ** 31 - 1);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    if (!stopped && !command.good.includes(code ?? -1)) {
      const line = [command.program, ...command.args].join(' ');
      throw new Error(`exit code ${code} of: ${line}\n${stderr}`);
    }
    return { wallMs: performance.now() - started, cpuMs: cpuMsOf(stderr), peakBytes, stopped };
  } finally {
    clearInterval(look);
    clearTimeout(limit);
  }
}

/** The last line of `times`: user and system time of what the shell had started, `0m1.250s 0m0.120s`. */
function cpuMsOf(stderr: string): number {
  const last = /(\d+)m([\d.]+)s (\d+)m([\d.]+)s\s*$/.exec(stderr);
  const [userMin = 0, userSec = 0, systemMin = 0, systemSec = 0] = (last ?? [])
    .slice(1)
    .map(Number);
  return (userMin + systemMin) * 60_000 + (userSec + systemSec) * 1000;
}

/** The middle one, of an even number the mean of both. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2;
}
