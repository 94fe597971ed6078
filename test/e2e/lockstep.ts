import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { fill } from '../../src/checks/secrets/rules/fill.ts';
import { withCrc } from '../../src/checks/secrets/rules/checksum.ts';
import { tempTree } from '../../src/io/tests/temp-tree.ts';

/** The built program. */
const program: string = path.resolve('dist/main.js');
/** 2026-06-01, the day on which every run here takes place, in seconds. */
export const epoch = '1780272000';
/** Ends what hangs; a run here takes less than two seconds. */
const HANG_MS = 30_000;

/** How a process ended, and all that it said. */
export interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<End>;
  /** Resolves once the process has said this on either stream; rejects when it ends without. */
  said(text: string): Promise<void>;
}

export interface Options {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string | Uint8Array;
  /** Leave standard input open. */
  readonly waits?: boolean;
  /** In place of what any other run here has. */
  readonly hangMs?: number;
  /** Run under this user and group id. */
  readonly userId?: number;
  /** A file descriptor that takes the place of the pipe. */
  readonly stdout?: number;
  readonly stderr?: number;
}

/** A user with a home of their own, in which nothing is set. */
export class User {
  readonly home: string;
  readonly cacheDir: string;
  readonly env: Readonly<Record<string, string>>;

  constructor(context: TestContext) {
    this.home = tempTree(context);
    this.cacheDir = path.join(this.home, 'cache', 'lockstep');
    this.env = {
      PATH: process.env['PATH'] ?? '',
      HOME: this.home,
      XDG_CONFIG_HOME: path.join(this.home, 'config'),
      XDG_CACHE_HOME: path.join(this.home, 'cache'),
      TMPDIR: path.dirname(this.home),
      LC_ALL: 'C.UTF-8',
      SOURCE_DATE_EPOCH: epoch,
    };
  }

  /** `lockstep …` in this folder. */
  async run(cwd: string, ...args: readonly string[]): Promise<End> {
    return this.start(cwd, args).ended;
  }

  async runWith(options: Options, cwd: string, ...args: readonly string[]): Promise<End> {
    return this.start(cwd, args, options).ended;
  }

  start(cwd: string, args: readonly string[], options: Options = {}): Running {
    return this.startAny([process.execPath, program, ...args], cwd, options);
  }

  /** Any program, as this user. */
  startAny(command: readonly string[], cwd: string, options: Options = {}): Running {
    const { env, input, waits, userId, stdout = 'pipe', stderr = 'pipe' } = options;
    const { hangMs = HANG_MS } = options;
    const [file = '', ...args] = command;
    const child = spawn(file, args, {
      cwd,
      env: { ...this.env, ...env },
      stdio: ['pipe', stdout, stderr],
      timeout: hangMs,
      killSignal: 'SIGKILL',
      ...(userId === undefined ? {} : { uid: userId, gid: userId }),
    });
    // A process that ends without reading its input is judged by how it ends.
    child.stdin?.on('error', () => undefined);
    if (waits !== true) child.stdin?.end(input ?? '');
    return watched(child);
  }

  /** A line for bash, in which `"$NODE" "$PROGRAM"` is the program. */
  shell(line: string, cwd: string, variables: Options['env'] = {}): Running {
    const env = { NODE: process.execPath, PROGRAM: program, ...variables };
    return this.startAny(['bash', '-c', line], cwd, { env });
  }

  /** Runs in a pseudo-terminal of this width; what it says on both streams comes as `stdout`. */
  startInTerminal(
    cwd: string,
    columns: number,
    args: readonly string[],
    env: Options['env'] = {},
  ): Running {
    const words = [process.execPath, program, ...args].map((word) => `'${word}'`).join(' ');
    const command = `stty cols ${columns} rows 24; exec ${words}`;
    const options = { waits: true, env: { TERM: 'xterm-256color', ...env } };
    return this.startAny(['script', '-qec', command, '/dev/null'], cwd, options);
  }

  /** Everything below the home: key, cache. */
  kept(): string {
    return contentsBelow(this.home);
  }
}

function watched(child: ChildProcess): Running {
  let [stdout, stderr] = ['', ''];
  const listeners = new Set<() => void>();
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const listener of listeners) listener();
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    for (const listener of listeners) listener();
  });
  const ended = new Promise<End>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const said = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (stdout.includes(text) || stderr.includes(text)) resolve();
      };
      listeners.add(look);
      look();
      ended.then(
        (end) => reject(new Error(`ended without saying "${text}": ${JSON.stringify(end)}`)),
        reject,
      );
    });
  return { child, ended, said };
}

/** Names and contents of all files below a folder, as one text of bytes. */
function contentsBelow(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return `${file}\n${entry.isFile() ? readFileSync(file, 'latin1') : ''}`;
    })
    .join('\n');
}

/** Fails with all that the process said when its exit code is another one. */
export function assertCode(end: End, code: number): void {
  assert.equal(
    end.code,
    code,
    `exit code ${end.code} ${end.signal ?? ''}\n${end.stdout}\n${end.stderr}`,
  );
}

/** Exit code 2, nothing on standard output, and on standard error each of these texts: what, where, how to mend. */
export function assertRefused(end: End, ...texts: readonly (string | RegExp)[]): void {
  assertCode(end, 2);
  assert.equal(end.stdout, '');
  assert.match(end.stderr, /^lockstep: /u);
  assert.doesNotMatch(end.stderr, /internal error|\n {4}at /u);
  for (const text of texts) {
    if (typeof text === 'string') assert.ok(end.stderr.includes(text), end.stderr);
    else assert.match(end.stderr, text);
  }
}

/** A report in JSON, as far as the tests look into it. */
export interface JsonReport {
  readonly skipped: readonly object[];
  readonly decision: { readonly outcome: string };
  readonly findings: readonly {
    readonly rule: string;
    readonly fingerprint: string;
    readonly state: string;
    readonly location: { readonly path: string };
  }[];
  readonly incomplete: readonly { readonly what: string; readonly reason: string }[];
}

export function parseReport(text: string): JsonReport {
  return JSON.parse(text);
}

/** A user other than root for whom permissions hold; undefined where there is no way to become one. */
export function plainUserId(): number | undefined {
  return process.getuid?.() === 0 ? 65_534 : process.getuid?.();
}

/** Gives a tree to the plain user, where the tests themselves run as root. */
export function giveAway(folder: string): void {
  const userId = plainUserId();
  if (process.getuid?.() !== 0 || userId === undefined) return;
  chownSync(folder, userId, userId);
  for (const name of readdirSync(folder, { recursive: true })) {
    chownSync(path.join(folder, String(name)), userId, userId);
  }
}

/** Why a test that needs this program cannot run, or false: for the `skip` of a test. */
export function lacking(command: string): string | false {
  const found = spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
  return found ? false : `${command} is not installed`;
}

/**
 * The environment under which the program says `observed` on standard error when it has begun to listen to this signal
 * or event of `process`, and then does what the code says. It runs in the process itself, before the program.
 */
export function observing(event: string, code = ''): Readonly<Record<string, string>> {
  const script = `import { isMainThread } from 'node:worker_threads';
import { writeSync } from 'node:fs';
if (isMainThread) process.on('newListener', (name) => {
  if (name === '${event}') setImmediate(() => { writeSync(2, 'observed\\n'); ${code} });
});`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` };
}

/** The program says `working` when its first worker thread has begun its first file. */
export const whenWorking: Readonly<Record<string, string>> = {
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`
import { isMainThread, parentPort } from 'node:worker_threads';
import { writeSync } from 'node:fs';
if (!isMainThread) parentPort.once('message', () => writeSync(2, 'working\\n'));`)}`,
};

/** A policy by which every secret blocks. */
export const blockingPolicy: string =
  'version: 1\nproduct: shop\nrules: { "*": observe, secrets/*: block }\n';

/** A line that a rule finds for certain; another seed gives another token. None was ever valid. */
export function leakOf(seed: number): string {
  return `token = "${withCrc('ghp_', fill(30, 'base62', seed + 1))}"\n`;
}

export const leak: string = leakOf(0);
