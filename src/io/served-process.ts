import { Buffer } from 'node:buffer';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { LockstepError } from '../model/error.ts';

export interface ServeSpec {
  /** For the shell, as the user typed it. */
  readonly command: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where it is expected to listen. */
  readonly host: string;
  readonly port: number;
  readonly readyTimeoutMs: number;
  readonly signal: AbortSignal;
}

export interface Served {
  /** The last lines that it printed, on either stream. */
  output(): string;
  /** How it ended, if it has: `exit code 1`. */
  ended(): string | undefined;
  /** Ends it and everything that it started. */
  stop(): Promise<void>;
}

/** Of its output, the end is kept: there stands why it failed. */
const MAX_OUTPUT_BYTES = 16_384;
/** Between two looks at the port. */
const LOOK_EVERY_MS = 50;
const LOOK_TIMEOUT_MS = 1_000;
/** Between asking its processes to end and ending them. */
const GRACE_MS = 3_000;
/** Names the processes that belong to one served application, also those that left its group and its parents. */
const MARK = 'LOCKSTEP_SERVED';

/**
 * Starts an application by a command that the user gave, and waits until it listens. Throws LockstepError('serve') when the
 * port was taken before, when it ended before it listened, or did not listen in time; nothing of it is left then.
 */
export async function startServed(spec: ServeSpec): Promise<Served> {
  const { host, port, readyTimeoutMs, signal } = spec;
  const place = `${host}:${port}`;
  if (await isListening(host, port)) {
    throw new LockstepError('serve', `something listens on ${place} already`, {
      repair: 'end it, or name the port that the application will listen on: --port N',
    });
  }
  const application = new Application(spec);
  try {
    const deadline = performance.now() + readyTimeoutMs;
    while (!(await isListening(host, port))) {
      const ended = application.ended();
      if (ended !== undefined) {
        throw application.failure(`ended before it listened on ${place} (${ended})`);
      }
      if (signal.aborted) throw application.failure(`was stopped before it listened on ${place}`);
      if (performance.now() > deadline) {
        throw application.failure(`does not listen on ${place} after ${readyTimeoutMs / 1_000} s`);
      }
      await pause(LOOK_EVERY_MS);
    }
    return application;
  } catch (error) {
    await application.stop();
    throw error;
  }
}

class Application implements Served {
  readonly #child: ChildProcess;
  readonly #mark = randomBytes(16).toString('hex');
  readonly #command: string;
  readonly #closed: Promise<void>;
  #kept: Buffer = Buffer.alloc(0);
  #ended: string | undefined;
  // Node's own exit, of a second Ctrl-C, leaves no time to wait.
  readonly #onExit = (): void => this.#signalAll('SIGKILL');

  constructor({ command, cwd, env }: ServeSpec) {
    this.#command = command;
    this.#child = spawn(command, {
      shell: true,
      cwd,
      env: { ...env, [MARK]: this.#mark },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that all of it can be ended, and Ctrl-C reaches it only through us.
      detached: true,
      windowsHide: true,
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => this.#keep(chunk));
    }
    this.#closed = new Promise((resolve) => {
      this.#child.on('error', (error) => {
        this.#ended = error.message;
        resolve();
      });
      this.#child.on('exit', (code, by) => {
        this.#ended = by === null ? `exit code ${code}` : `ended by ${by}`;
        resolve();
      });
    });
    process.on('exit', this.#onExit);
  }

  output(): string {
    return this.#kept.toString('utf8').trimEnd();
  }

  ended(): string | undefined {
    return this.#ended;
  }

  failure(what: string): LockstepError {
    const said = this.output();
    const lines = said === '' ? 'It printed nothing.' : `It printed last:\n${said}`;
    return new LockstepError('serve', `the application "${this.#command}" ${what}`, {
      repair: lines,
    });
  }

  async stop(): Promise<void> {
    this.#signalAll('SIGTERM');
    const deadline = performance.now() + GRACE_MS;
    while (this.#isAlive() && performance.now() < deadline) await pause(LOOK_EVERY_MS);
    // What it starts while it is being ended is ended in the next round.
    for (let round = 0; round < 5 && this.#isAlive(); round++) {
      this.#signalAll('SIGKILL');
      await pause(LOOK_EVERY_MS);
    }
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
    await this.#closed;
    process.off('exit', this.#onExit);
  }

  #keep(chunk: Buffer): void {
    const all = Buffer.concat([this.#kept, chunk]);
    this.#kept = all.subarray(Math.max(0, all.length - MAX_OUTPUT_BYTES));
  }

  #isAlive(): boolean {
    return this.#groupIsAlive() || this.#marked().length > 0;
  }

  #groupIsAlive(): boolean {
    const { pid } = this.#child;
    return pid !== undefined && sendTo(-pid, 0);
  }

  #signalAll(signal: NodeJS.Signals): void {
    const { pid } = this.#child;
    if (pid !== undefined) sendTo(-pid, signal);
    for (const other of this.#marked()) sendTo(other, signal);
  }

  /**
   * Processes that bear the mark in their environment: children, their children, and those that gave up their group and
   * were adopted by another parent. Told by /proc, so on Linux only; elsewhere the group has to do.
   */
  #marked(): readonly number[] {
    const wanted = `${MARK}=${this.#mark}`;
    return processIds().filter((pid) => pid !== process.pid && environmentOf(pid).includes(wanted));
  }
}

function processIds(): readonly number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d{1,10}$/u.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** As it was when the program was started; empty where nobody may look, or the process is a zombie. */
function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
}

/** Whether there was anybody to get it. */
function sendTo(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

function isListening(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const settle = (listening: boolean): void => {
      socket.destroy();
      resolve(listening);
    };
    socket.setTimeout(LOOK_TIMEOUT_MS, () => settle(false));
    socket.on('connect', () => settle(true));
    socket.on('error', () => settle(false));
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
