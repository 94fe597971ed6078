import { spawn } from 'node:child_process';
import path from 'node:path';

/** The built program, which `npm run build` makes. */
const PROGRAM = path.resolve(import.meta.dirname, '../../dist/main.js');

/** Runs `lockstep`, as somebody with a home of their own, on a day that need not be today. */
export class Program {
  readonly #env: Readonly<Record<string, string>>;

  constructor(home: string, env: Readonly<Record<string, string>>) {
    this.#env = {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      XDG_CACHE_HOME: path.join(home, 'cache'),
      XDG_CONFIG_HOME: path.join(home, 'config'),
      LC_ALL: 'C.UTF-8',
      ...env,
    };
  }

  /** Resolves once it has ended with one of these exit codes; rejects with all that it said otherwise. */
  run(words: readonly string[], { cwd, at, input = '', codes = [0] }: RunOptions): Promise<void> {
    const env = { ...this.#env, SOURCE_DATE_EPOCH: String(Math.floor(at.getTime() / 1_000)) };
    const child = spawn(process.execPath, [PROGRAM, ...words], { cwd, env });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    }
    // A program that ends without reading is judged by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        if (codes.includes(code ?? -1)) resolve();
        else reject(new Error(`lockstep ${words.join(' ')} ended with ${code}:\n${said}`));
      });
    });
  }
}

interface RunOptions {
  readonly cwd: string;
  readonly at: Date;
  readonly input?: string;
  readonly codes?: readonly number[];
}
