import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import {
  CodeActionKind,
  CodeActionRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  ExecuteCommandRequest,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  MessageType,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShowMessageNotification,
  ShowMessageRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentSyncKind,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
  type ExecuteCommandParams,
  type InitializeParams,
  type InitializeResult,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LockstepError } from '../model/error.ts';
import { verdictKinds, type VerdictKind } from '../model/log-entry.ts';
import { version } from '../model/version.ts';
import { POLICY_FILE } from '../pipeline/policy-file-name.ts';
import { actionsOf, VERDICT_COMMAND, type VerdictArguments } from './code-actions.ts';
import { diagnosticOf, incompleteDiagnostic, type ObservedAs } from './diagnostics.ts';
import { Examiner } from './examiner.ts';
import { fileOf, Folders } from './folders.ts';
import type { EditorHost } from './host.ts';
import type { ShownFinding } from './shown.ts';

/** What the editor says when it starts (`initializationOptions`). */
interface Options {
  readonly observed: ObservedAs;
  /** Whether the person trusts the folder: in one that nobody does nothing is written. */
  readonly trusted: boolean;
}

/** Files whose change is a change of the answer. */
const WATCHED = [`**/${POLICY_FILE}`, '**/.lockstepignore', '**/.gitignore', '**/.lockstep/**'];
const isWatched = /(?:^|\/)(?:lockstep\.yaml|\.lockstepignore|\.gitignore)$|\/\.lockstep\//u;

/**
 * Speaks the Language Server Protocol (3.17) over two streams until the editor ends it. Returns the exit code that the protocol
 * asks for: 0 after `shutdown`, else 1.
 */
export async function serveEditor(
  streams: { readonly input: Readable; readonly output: Writable; readonly signal: AbortSignal },
  host: EditorHost,
): Promise<0 | 1> {
  const connection = createProtocolConnection(
    new StreamMessageReader(streams.input),
    new StreamMessageWriter(streams.output),
  );
  const server = new EditorServer(connection, host);
  const code = await server.untilEnd(streams.signal);
  connection.dispose();
  return code;
}

class EditorServer {
  readonly #connection: ProtocolConnection;
  readonly #examiner: Examiner;
  readonly #folders: Folders;
  readonly #host: EditorHost;
  #options: Options = { observed: 'hint', trusted: true };
  #watches = false;
  #isShutDown = false;

  constructor(connection: ProtocolConnection, host: EditorHost) {
    this.#connection = connection;
    this.#host = host;
    this.#folders = new Folders(host);
    this.#examiner = new Examiner(host, {
      shown: (document) => this.#publish(document),
      policy: (file, faults) => this.#send(pathToFileURL(file).href, faults),
      failed: (message) => this.#tell(MessageType.Error, message),
    });
  }

  untilEnd(signal: AbortSignal): Promise<0 | 1> {
    return new Promise((resolve) => {
      const end = (): void => {
        this.#examiner.stop();
        this.#folders.stop();
        resolve(this.#isShutDown ? 0 : 1);
      };
      this.#listen(end);
      this.#connection.onClose(end);
      signal.addEventListener('abort', end, { once: true });
      this.#connection.listen();
    });
  }

  #listen(end: () => void): void {
    const connection = this.#connection;
    const examiner = this.#examiner;
    connection.onRequest(InitializeRequest.type, (params) => this.#initialize(params));
    connection.onNotification(InitializedNotification.type, () => this.#initialized());
    connection.onNotification(DidOpenTextDocumentNotification.type, ({ textDocument }) => {
      const { uri, languageId, version: at, text } = textDocument;
      this.#examine(TextDocument.create(uri, languageId, at, text));
    });
    connection.onNotification(DidChangeTextDocumentNotification.type, (params) => {
      const { uri, version: at } = params.textDocument;
      const document = this.#documentOf(uri);
      if (document !== undefined) {
        examiner.change(TextDocument.update(document, params.contentChanges, at));
      }
    });
    connection.onNotification(DidSaveTextDocumentNotification.type, ({ textDocument: { uri } }) => {
      if (isWatched.test(uri)) examiner.reload();
    });
    connection.onNotification(DidCloseTextDocumentNotification.type, ({ textDocument }) => {
      examiner.close(textDocument.uri);
      this.#send(textDocument.uri, []);
    });
    connection.onNotification(DidChangeWatchedFilesNotification.type, () => examiner.reload());
    connection.onNotification(DidChangeWorkspaceFoldersNotification.type, ({ event }) => {
      this.#folders.change(
        event.added.map(({ uri }) => uri),
        event.removed.map(({ uri }) => uri),
      );
      for (const document of examiner.documents()) this.#examine(document);
    });
    connection.onRequest(CodeActionRequest.type, (params) => this.#actions(params));
    connection.onRequest(ExecuteCommandRequest.type, (params) => this.#command(params));
    connection.onRequest(ShutdownRequest.type, () => {
      this.#isShutDown = true;
      examiner.stop();
    });
    connection.onNotification(ExitNotification.type, end);
  }

  #initialize(params: InitializeParams): InitializeResult {
    const { workspaceFolders, rootUri, capabilities } = params;
    const named = workspaceFolders?.map(({ uri }) => uri) ?? [rootUri ?? ''];
    this.#folders.change(named, []);
    this.#options = optionsOf(params.initializationOptions);
    this.#watches = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    return {
      serverInfo: { name: 'lockstep', version },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: {
          openClose: true,
          change: TextDocumentSyncKind.Incremental,
          save: { includeText: false },
        },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
        executeCommandProvider: { commands: [VERDICT_COMMAND] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  }

  async #initialized(): Promise<void> {
    this.#examiner.warm(this.#folders.first());
    if (!this.#watches) return;
    const watchers = WATCHED.map((globPattern) => ({ globPattern }));
    const method = DidChangeWatchedFilesNotification.method;
    await this.#connection
      .sendRequest(RegistrationRequest.type, {
        registrations: [{ id: 'lockstep-watch', method, registerOptions: { watchers } }],
      })
      .catch(gone);
  }

  #examine(document: TextDocument): void {
    // What lies on no disk belongs to no target.
    const file = fileOf(document.uri);
    if (file !== undefined) this.#examiner.open(document, file, this.#folders.of(file));
  }

  #documentOf(uri: string): TextDocument | undefined {
    return this.#examiner.documents().find((document) => document.uri === uri);
  }

  #publish(document: TextDocument): void {
    this.#send(
      document.uri,
      this.#diagnosed(document).map(({ diagnostic }) => diagnostic),
      document.version,
    );
  }

  /** Every diagnostic of a document, with the finding that it shows. */
  #diagnosed(
    document: TextDocument,
  ): readonly { readonly diagnostic: Diagnostic; readonly shown?: ShownFinding }[] {
    const { findings, incomplete, faults } = this.#examiner.shownOf(document.uri);
    return [
      ...faults.map((diagnostic) => ({ diagnostic })),
      ...incomplete.map((each) => ({ diagnostic: incompleteDiagnostic(each) })),
      ...findings.flatMap((shown) => {
        const diagnostic = diagnosticOf(shown, document, this.#options.observed);
        return diagnostic === undefined ? [] : [{ diagnostic, shown }];
      }),
    ];
  }

  #send(uri: string, diagnostics: readonly Diagnostic[], at?: number): void {
    const asked = at === undefined ? {} : { version: at };
    this.#connection
      .sendNotification(PublishDiagnosticsNotification.type, {
        uri,
        diagnostics: [...diagnostics],
        ...asked,
      })
      .catch(gone);
  }

  #tell(type: MessageType, message: string): void {
    this.#connection.sendNotification(ShowMessageNotification.type, { type, message }).catch(gone);
  }

  #actions({ textDocument: { uri }, range }: CodeActionParams): CodeAction[] {
    const document = this.#documentOf(uri);
    if (document === undefined) return [];
    return this.#diagnosed(document).flatMap(({ diagnostic, shown }) => {
      const { start, end } = diagnostic.range;
      const isHere = start.line <= range.end.line && end.line >= range.start.line;
      if (shown === undefined || !isHere) return [];
      return actionsOf(shown, diagnostic, document, { verdicts: this.#options.trusted });
    });
  }

  /** Asks before it writes: a verdict is evidence, and others read who gave it. */
  async #command({ command, arguments: [argument] = [] }: ExecuteCommandParams): Promise<null> {
    const asked = command === VERDICT_COMMAND ? verdictArguments(argument) : undefined;
    const shown = asked && this.#findingOf(asked);
    if (asked === undefined || shown === undefined || !this.#options.trusted) {
      this.#tell(
        MessageType.Warning,
        'Lockstep: this finding is not shown any more; nothing was recorded',
      );
      return null;
    }
    const { ruleId, location } = shown.judged.finding;
    const answer = await this.#connection.sendRequest(ShowMessageRequest.type, {
      type: MessageType.Info,
      message: `Record the verdict ${asked.verdict} on ${ruleId} at ${path.basename(location.path)}:${location.region.startLine}? Others see it, with your name; a later verdict of yours takes it back.`,
      actions: [{ title: 'Record' }, { title: 'Cancel' }],
    });
    if (answer?.title !== 'Record') return null;
    try {
      this.#tell(MessageType.Info, await this.#host.recordVerdict(shown, asked.verdict));
    } catch (error) {
      if (!(error instanceof LockstepError)) throw error;
      this.#tell(
        MessageType.Error,
        `Lockstep recorded nothing: ${error.message} ${error.repair ?? ''}`,
      );
    }
    return null;
  }

  #findingOf({ uri, fingerprint }: VerdictArguments): ShownFinding | undefined {
    const { findings } = this.#examiner.shownOf(uri);
    return findings.find(({ judged }) => judged.finding.fingerprint === fingerprint);
  }
}

/** Who is gone hears nothing; the end of the streams ends the server. */
function gone(): void {}

function optionsOf(said: unknown): Options {
  const options = new Map<string, unknown>(
    typeof said === 'object' && said !== null ? Object.entries(said) : [],
  );
  const observed = options.get('observed');
  return {
    observed: observed === 'information' || observed === 'off' ? observed : 'hint',
    trusted: options.get('trusted') !== false,
  };
}

function verdictArguments(said: unknown): VerdictArguments | undefined {
  if (typeof said !== 'object' || said === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(said));
  const [uri, fingerprint] = [fields.get('uri'), fields.get('fingerprint')];
  const verdict: VerdictKind | undefined = verdictKinds.find(
    (kind) => kind === fields.get('verdict'),
  );
  if (typeof uri !== 'string' || typeof fingerprint !== 'string' || verdict === undefined) {
    return undefined;
  }
  return { uri, fingerprint, verdict };
}
