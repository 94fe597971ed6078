import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

export interface Answer {
  readonly id?: string | number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

/** What a tool said, as far as the tests look into it. */
export interface ToolResult {
  readonly isError: boolean;
  readonly content: readonly { readonly type: string; readonly text: string }[];
  readonly structuredContent?: {
    readonly decision: string;
    readonly counts: Readonly<Record<string, number>>;
    readonly omitted: number;
    readonly findings: readonly {
      readonly rule: string;
      readonly effect: string;
      readonly line: number;
      readonly fix?: string;
      readonly untrusted: Readonly<Record<string, unknown>>;
    }[];
    readonly incomplete: readonly object[];
  };
}

const META = 'io.modelcontextprotocol/';

/** An agent's host: the built program behind lines of JSON-RPC. */
export class AgentClient {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<string | number | null, (answer: Answer) => void>();
  readonly ended: Promise<number | null>;
  /** Every line of standard output. */
  readonly lines: string[] = [];
  stderr = '';
  #last = 0;

  constructor(args: readonly string[], env: Readonly<Record<string, string>>, cwd: string) {
    const child = spawn(process.execPath, [path.resolve('dist/main.js'), 'mcp', ...args], {
      cwd,
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: 60_000,
      killSignal: 'SIGKILL',
    });
    this.#child = child;
    this.ended = new Promise((resolve) => child.on('close', resolve));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#take(line);
    });
  }

  #take(line: string): void {
    this.lines.push(line);
    const answer: Answer = JSON.parse(line);
    this.#waiting.get(answer.id ?? null)?.(answer);
    this.#waiting.delete(answer.id ?? null);
  }

  /** One line as it is. */
  write(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  /** Resolves with the next answer of this id. */
  answered(id: string | number | null): Promise<Answer> {
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  /** A request of the revision before the last, after its handshake. */
  async ask(method: string, params: object = {}): Promise<Answer> {
    const id = ++this.#last;
    const answer = this.answered(id);
    this.write(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    return answer;
  }

  /** A request that stands for itself. */
  askModern(method: string, params: object = {}, version: string = '2026-07-28'): Promise<Answer> {
    const meta = { [`${META}protocolVersion`]: version, [`${META}clientCapabilities`]: {} };
    return this.ask(method, { ...params, ['_meta']: meta });
  }

  async call(name: string, args: object = {}): Promise<ToolResult> {
    const { result, error } = await this.askModern('tools/call', { name, arguments: args });
    if (result === undefined) throw new Error(JSON.stringify(error));
    // oxlint-disable-next-line no-unsafe-type-assertion -- held against its schema by a test
    return result as unknown as ToolResult;
  }

  notify(method: string, params: object): void {
    this.write(JSON.stringify({ jsonrpc: '2.0', method, params }));
  }

  end(): Promise<number | null> {
    this.#child.stdin?.end();
    return this.ended;
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
