import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CodeActionRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  ExecuteCommandRequest,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShowMessageNotification,
  ShowMessageRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type CodeAction,
  type Command,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
} from 'vscode-languageserver-protocol/node';

export interface EditorOptions {
  readonly folders: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly initializationOptions?: unknown;
  readonly args?: readonly string[];
  /** Ends what hangs. */
  readonly hangMs?: number;
}

/** An editor: the built program behind the protocol, as a real client speaks it. */
export class EditorClient {
  readonly #child: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #versions = new Map<string, number>();
  readonly #latest = new Map<string, PublishDiagnosticsParams>();
  readonly #waiting = new Set<() => void>();
  readonly messages: string[] = [];
  /** What a person answers to a question; undefined: it is closed. */
  answer: string | undefined;
  readonly questions: string[] = [];
  readonly ended: Promise<number | null>;
  stderr = '';

  constructor({ env, args = [], hangMs = 60_000 }: EditorOptions) {
    const child = spawn(process.execPath, [path.resolve('dist/main.js'), 'lsp', ...args], {
      env: { ...env },
      timeout: hangMs,
      killSignal: 'SIGKILL',
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.#child = child;
    this.ended = new Promise((resolve) => child.on('close', resolve));
    this.#connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    this.#listen();
  }

  static async start(options: EditorOptions): Promise<EditorClient & { hello: InitializeResult }> {
    const client = new EditorClient(options);
    const workspaceFolders = options.folders.map((folder) => ({
      uri: uriOf(folder),
      name: path.basename(folder),
    }));
    const hello = await client.#connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      workspaceFolders,
      capabilities: {
        workspace: { didChangeWatchedFiles: { dynamicRegistration: true } },
      },
      initializationOptions: options.initializationOptions,
    });
    await client.#connection.sendNotification(InitializedNotification.type, {});
    return Object.assign(client, { hello });
  }

  #listen(): void {
    const connection = this.#connection;
    connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.#latest.set(params.uri, params);
      this.#wake();
    });
    connection.onNotification(ShowMessageNotification.type, ({ message }) => {
      this.messages.push(message);
      this.#wake();
    });
    connection.onRequest(ShowMessageRequest.type, ({ message, actions }) => {
      this.questions.push(message);
      return actions?.find(({ title }) => title === this.answer) ?? null;
    });
    connection.onRequest(RegistrationRequest.type, () => undefined);
    connection.listen();
  }

  #wake(): void {
    for (const look of this.#waiting) look();
  }

  /** Ends its input, as an editor does that has crashed. */
  async hangUp(): Promise<void> {
    // Once this is answered all that was sent before has arrived.
    await this.#connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: 'file:///none' },
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      context: { diagnostics: [] },
    });
    this.#connection.dispose();
    this.#child.stdin?.end();
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  open(file: string, text: string, languageId: string = 'javascript'): void {
    this.openUri(uriOf(file), text, languageId);
  }

  openUri(uri: string, text: string, languageId: string = 'javascript'): void {
    this.#versions.set(uri, 1);
    void this.#connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Replaces a range, or all of the text; returns the version that it is then. */
  change(file: string, text: string, range?: Range): number {
    const uri = uriOf(file);
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    void this.#connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [range === undefined ? { text } : { range, text }],
    });
    return version;
  }

  save(file: string): void {
    void this.#connection.sendNotification(DidSaveTextDocumentNotification.type, {
      textDocument: { uri: uriOf(file) },
    });
  }

  close(file: string): void {
    void this.#connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri: uriOf(file) },
    });
  }

  /** The diagnostics of a file once they are as expected; rejects when they never are. */
  shown(
    file: string,
    isExpected: (diagnostics: readonly Diagnostic[], version: number | undefined) => boolean,
  ): Promise<readonly Diagnostic[]> {
    const uri = uriOf(file);
    return this.#until(
      () => {
        const latest = this.#latest.get(uri);
        const fits = latest !== undefined && isExpected(latest.diagnostics, latest.version);
        return fits ? latest.diagnostics : undefined;
      },
      () => JSON.stringify({ latest: this.#latest.get(uri), messages: this.messages }),
    );
  }

  /** The first message that fits. */
  told(pattern: RegExp): Promise<string> {
    return this.#until(
      () => this.messages.find((message) => pattern.test(message)),
      () => JSON.stringify(this.messages),
    );
  }

  #until<T>(look: () => T | undefined, state: () => string): Promise<T> {
    return new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(attempt);
      };
      const attempt = (): void => {
        const found = look();
        if (found === undefined) return;
        done();
        resolve(found);
      };
      const timer = setTimeout(() => {
        done();
        reject(new Error(`not seen in time; ${state()}\n${this.stderr}`));
      }, 30_000);
      this.#waiting.add(attempt);
      attempt();
    });
  }

  async actions(file: string, range: Range): Promise<readonly CodeAction[]> {
    const found = await this.#connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: uriOf(file) },
      range,
      context: { diagnostics: [] },
    });
    return (found ?? []).filter((each): each is CodeAction => !isCommand(each));
  }

  async execute(action: CodeAction | undefined): Promise<void> {
    const { command, arguments: args } = action?.command ?? { command: '', arguments: [] };
    await this.#connection.sendRequest(ExecuteCommandRequest.type, {
      command,
      ...(args === undefined ? {} : { arguments: args }),
    });
  }

  /** Ends it as the protocol says; returns the exit code. */
  async end(): Promise<number | null> {
    await this.#connection.sendRequest(ShutdownRequest.type);
    await this.#connection.sendNotification(ExitNotification.type);
    return this.ended;
  }
}

function isCommand(each: CodeAction | Command): each is Command {
  return typeof each.command === 'string';
}

export function uriOf(file: string): string {
  return pathToFileURL(file).href;
}
