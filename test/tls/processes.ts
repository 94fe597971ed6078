import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { findProgram } from './programs.ts';

export const loopback = '127.0.0.1';

/** A server of a test: on loopback, until it is stopped. */
export interface Server {
  /** What it is, for messages: `nginx`. */
  readonly name: string;
  readonly address: string;
  readonly port: number;
  /** What it has printed so far. */
  log(): string;
  /** Ends it and all its children; may be called twice. */
  stop(): Promise<void>;
}

export interface ServerProcess {
  readonly name: string;
  readonly command: readonly string[];
  /** Files of its folder, which is the current one, by name; removed when it ends. */
  readonly files?: Readonly<Record<string, string>>;
  readonly port: number;
  readonly address?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input stays open: some servers end with it. */
  readonly keepsInput?: boolean;
  /** File of its folder into which it writes instead of standard error; `error.log` when not told. */
  readonly logFile?: string;
}

const MAX_LOG_CHARS = 65_536;
const READY_TIMEOUT_MS = 20_000;
const POLL_MS = 15;
const STOP_GRACE_MS = 1500;

/** Process groups that still run: ended with this process, however a test fails. */
const running = new Set<number>();
process.on('exit', endAll);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.once(signal, () => {
    endAll();
    process.kill(process.pid, signal);
  });
}

function endAll(): void {
  for (const pid of running) killGroup(pid, 'SIGKILL');
}

/** Starts a program in a process group of its own and waits until its port takes connections. */
export async function startProcess(wanted: ServerProcess): Promise<Server> {
  const { name, port, address = loopback } = wanted;
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-server-'));
  for (const [file, content] of Object.entries(wanted.files ?? {})) {
    writeFileSync(path.join(folder, file), content, { mode: 0o600 });
  }
  const [program = '', ...args] = tied(wanted.command);
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...wanted.env },
    stdio: [wanted.keepsInput === true ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const watched = watch(child);
  const logFile = path.join(folder, wanted.logFile ?? 'error.log');
  const log = (): string =>
    existsSync(logFile) ? watched.text() + readFileSync(logFile, 'utf8') : watched.text();
  const stop = async (): Promise<void> => {
    await endGroup(child, watched.ended);
    rmSync(folder, { recursive: true, force: true });
  };
  const server: Server = { name, address, port, log, stop };
  try {
    await ready(server, watched);
    return server;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A port of loopback on which nobody listens now. */
export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, loopback, resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** The kernel ends the program when this process dies in a way that runs no handler. */
function tied(command: readonly string[]): readonly string[] {
  const setpriv = process.platform === 'linux' ? findProgram('setpriv') : undefined;
  return setpriv === undefined ? command : [setpriv, '--pdeathsig', 'KILL', ...command];
}

interface Watched {
  readonly text: () => string;
  readonly isOver: () => boolean;
  readonly ended: Promise<void>;
}

function watch(child: ChildProcess): Watched {
  let [text, over] = ['', false];
  const take = (chunk: string): void => {
    text = (text + chunk).slice(-MAX_LOG_CHARS);
  };
  child.stdout?.setEncoding('utf8').on('data', take);
  child.stderr?.setEncoding('utf8').on('data', take);
  const { pid } = child;
  if (pid !== undefined) running.add(pid);
  const ended = new Promise<void>((resolve) => {
    child.on('error', (error) => {
      take(`${error.message}\n`);
      over = true;
      resolve();
    });
    child.on('exit', () => {
      over = true;
      resolve();
    });
  });
  return { text: () => text, isOver: () => over, ended };
}

async function ready(server: Server, watched: Watched): Promise<void> {
  const until = performance.now() + READY_TIMEOUT_MS;
  while (!(await accepts(server.address, server.port))) {
    if (watched.isOver()) throw new Error(`${server.name} ended at once: ${server.log()}`);
    if (performance.now() > until) {
      throw new Error(`${server.name} does not listen: ${server.log()}`);
    }
    await after(POLL_MS);
  }
}

/** Whether a connection to this port comes about. */
export async function accepts(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: address, port });
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => {
      socket.destroy();
      resolve(false);
    });
  });
}

async function endGroup(child: ChildProcess, ended: Promise<void>): Promise<void> {
  const { pid } = child;
  if (pid === undefined || !running.has(pid)) return;
  killGroup(pid, 'SIGTERM');
  const kill = setTimeout(() => killGroup(pid, 'SIGKILL'), STOP_GRACE_MS);
  await ended;
  clearTimeout(kill);
  // Its children may have outlived it.
  killGroup(pid, 'SIGKILL');
  running.delete(pid);
  child.stdin?.destroy();
  child.stdout?.destroy();
  child.stderr?.destroy();
}

function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is empty already.
  }
}
