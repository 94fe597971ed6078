import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Workers that are processes of their own, to be killed. */
export interface Fleet {
  readonly size: number;
  /** Ends one with a signal, and starts another in its place. */
  replace(index: number, signal: NodeJS.Signals): Promise<void>;
  /** Stops one for some time, as a machine that swaps, or a debugger, does. */
  halt(index: number, milliseconds: number): Promise<void>;
  stop(): Promise<void>;
}

export interface FleetOptions {
  readonly connection: object;
  readonly size: number;
  readonly leaseSeconds: number;
  /** Jobs that each does at a time, and how long one takes at most. */
  readonly parallel: number;
  readonly longestMs: number;
}

export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const { size } = options;
  const workers = await Promise.all(Array.from({ length: size }, () => startWorker(options)));
  return {
    size,
    async replace(index, signal) {
      await end(workers[index], signal);
      workers[index] = await startWorker(options);
    },
    async halt(index, milliseconds) {
      workers[index]?.kill('SIGSTOP');
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      workers[index]?.kill('SIGCONT');
    },
    async stop() {
      await Promise.all(workers.map((worker) => end(worker, 'SIGTERM')));
    },
  };
}

async function end(worker: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (worker === undefined) return;
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  worker.kill(signal);
  await ended;
}

async function startWorker({
  connection,
  leaseSeconds,
  parallel,
  longestMs,
}: FleetOptions): Promise<ChildProcess> {
  const worker = spawn(
    process.execPath,
    [
      '--import',
      import.meta.resolve('tsx'),
      fileURLToPath(new URL('worker-process.ts', import.meta.url)),
      JSON.stringify(connection),
      ...[leaseSeconds, parallel, longestMs].map(String),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await new Promise((resolve, reject) => {
    worker.stdout.once('data', resolve);
    worker.once('exit', () => reject(new Error('a worker ended before it worked')));
  });
  return worker;
}
