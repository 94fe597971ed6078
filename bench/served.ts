import { spawn, type ChildProcess } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { product } from './paths.ts';

const PORT = 7_399;
/** Where `serve` listens. */
export const SERVICE: string = `http://127.0.0.1:${PORT}`;

export interface Running {
  readonly child: ChildProcess;
  readonly startMs: number;
  /** Of somebody who can administer it: printed by the first start only. */
  readonly token: string;
}

/** Starts the service and waits until it listens. */
export async function serve(data: string, url: string | undefined): Promise<Running> {
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [product, 'serve', '--quiet', '--data', data, '--port', String(PORT)],
    {
      env: { ...process.env, ...(url === undefined ? {} : { DATABASE_URL: url }) },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('listens on')) resolve();
    });
    child.once('exit', () => reject(new Error(`the service ended: ${said}`)));
  });
  const token = /lockstep_\S+/u.exec(said)?.[0] ?? '';
  return { child, startMs: performance.now() - began, token };
}

/** Ends it as an orchestrator does. */
export async function stop({ child }: Running): Promise<void> {
  child.removeAllListeners('exit');
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

/** SARIF as a tool writes it, some 700 bytes a result. */
export function sarif(count: number, run: number): string {
  const results = Array.from({ length: count }, (_, index) => ({
    ruleId: `rule-${index % 200}`,
    level: 'warning',
    message: {
      text: `Something is wrong with value ${index}, which a sentence of usual length explains.`,
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: `src/module-${index % 997}/file-${index % 9_973}.ts` },
          region: {
            startLine: 1 + (index % 400) + (run % 3),
            snippet: {
              text: `const value${index} = compute(${index}, options.value${index % 31});`,
            },
          },
        },
      },
    ],
    partialFingerprints: { primaryLocationLineHash: `${(index * 2_654_435_761).toString(16)}:1` },
  }));
  return JSON.stringify({
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'Bench', version: String(run) } }, results }],
  });
}

/** Of numbers in order. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
