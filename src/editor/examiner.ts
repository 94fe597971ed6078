import path from 'node:path';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { LockstepError } from '../model/error.ts';
import type { Incomplete } from '../model/incomplete.ts';
import { loadChecks } from '../pipeline/load-checks.ts';
import { POLICY_FILE } from '../pipeline/policy-file-name.ts';
import { readPolicyText } from '../pipeline/policy-in-force.ts';
import { policyFaults } from './diagnostics.ts';
import type { Folder } from './folder.ts';
import type { EditorHost } from './host.ts';
import {
  answerOf,
  compareAnswers,
  findingsNow,
  type FileAnswer,
  type ShownFinding,
  type WholeAnswer,
} from './shown.ts';

/** After the last change, before the text is examined by itself. Chosen: between two keys of a fast writer lie 100 ms. */
const QUIET_MS = 100;
/** Before the program is: it costs more, and is stopped by the next change. */
const IDLE_MS = 1_000;
/** A source that is longer was most likely made by a program; the code check reads no longer ones either. */
const MAX_DOCUMENT_BYTES = 2 * 2 ** 20;

/** Whom the examiner tells. */
export interface Listener {
  /** What is to be shown of this document has changed. */
  shown(document: TextDocument): void;
  /** Faults of a policy that is not open; empty: there are none any more. */
  policy(file: string, faults: readonly Diagnostic[]): void;
  /** Something that a person should hear once. */
  failed(message: string): void;
}

/** An open document and what is known of it. */
interface Open {
  readonly folder: Folder;
  readonly file: string;
  document: TextDocument;
  /** In the target; undefined: not asked yet, or not to be examined. */
  path?: string | undefined;
  isAsked: boolean;
  timer?: NodeJS.Timeout;
  isQueued: boolean;
  alone?: FileAnswer | undefined;
  whole?: WholeAnswer | undefined;
  /** Of a policy: the faults of its text. */
  faults: readonly Diagnostic[];
}

/** The work on the program of a folder. */
interface Idle {
  timer?: NodeJS.Timeout;
  stop?: AbortController;
}

/** What is shown of a document. */
export interface Shown {
  readonly findings: readonly ShownFinding[];
  readonly incomplete: readonly Incomplete[];
  readonly faults: readonly Diagnostic[];
}

/** Examines open documents as they change: each by itself at once, the program that they are part of when nobody types. */
export class Examiner {
  readonly #host: EditorHost;
  readonly #listener: Listener;
  readonly #open = new Map<string, Open>();
  readonly #idle = new Map<Folder, Idle>();
  readonly #told = new Set<string>();
  /** Policies that cannot be used, as they were shown. */
  readonly #faulty = new Map<Folder, string>();
  #work: Promise<void> = Promise.resolve();

  constructor(host: EditorHost, listener: Listener) {
    this.#host = host;
    this.#listener = listener;
  }

  /** Loads what the first key would wait for. */
  warm(folder: Folder | undefined): void {
    const nothing = { path: 'lockstep.js', bytes: Buffer.from('let a;\n') };
    this.#next(async () => {
      // What is wrong with the folder is told when a file of it is examined.
      await folder?.examineAlone(nothing).catch(() => undefined);
    });
  }

  open(document: TextDocument, file: string, folder: Folder): void {
    this.close(document.uri);
    const open: Open = { folder, file, document, isAsked: false, isQueued: false, faults: [] };
    this.#open.set(document.uri, open);
    this.#enqueue(open);
  }

  change(document: TextDocument): void {
    const open = this.#open.get(document.uri);
    if (open === undefined) return;
    open.document = document;
    const idle = this.#idle.get(open.folder);
    idle?.stop?.abort();
    clearTimeout(idle?.timer);
    clearTimeout(open.timer);
    open.timer = setTimeout(() => this.#enqueue(open), QUIET_MS);
  }

  close(uri: string): void {
    clearTimeout(this.#open.get(uri)?.timer);
    this.#open.delete(uri);
  }

  /** The policy, what git ignores, or the log changed: everything is asked anew. */
  reload(): void {
    for (const open of this.#open.values()) {
      open.folder.forgetTarget();
      open.isAsked = false;
      this.#enqueue(open);
    }
  }

  documents(): readonly TextDocument[] {
    return [...this.#open.values()].map(({ document }) => document);
  }

  shownOf(uri: string): Shown {
    const open = this.#open.get(uri);
    const none = { findings: [], incomplete: [], faults: open?.faults ?? [] };
    if (open?.alone === undefined) return none;
    const { document, alone, whole } = open;
    return {
      ...none,
      findings: findingsNow(document, alone, whole),
      incomplete: alone.incomplete,
    };
  }

  stop(): void {
    for (const uri of this.#open.keys()) this.close(uri);
    for (const { timer, stop } of this.#idle.values()) {
      clearTimeout(timer);
      stop?.abort();
    }
  }

  #enqueue(open: Open): void {
    if (open.isQueued) return;
    open.isQueued = true;
    this.#next(() => this.#examineAlone(open));
  }

  /** One after the other: each has a thread and a moment of its own. */
  #next(work: () => Promise<void>): void {
    const before = this.#work;
    this.#work = (async () => {
      await before;
      await work();
    })();
  }

  #isOpen(open: Open): boolean {
    return this.#open.get(open.document.uri) === open;
  }

  async #examineAlone(open: Open): Promise<void> {
    open.isQueued = false;
    if (!this.#isOpen(open)) return;
    const { document, folder } = open;
    const { version } = document;
    try {
      await this.#place(open);
      if (open.path !== undefined) {
        open.alone = await this.#askAlone(open, open.path);
        this.#tellIncomplete(open.alone);
        this.#policyIsFine(open);
        this.#wait(folder);
      }
    } catch (error) {
      if (this.#isOpen(open)) await this.#failed(error, open);
    }
    if (this.#isOpen(open) && open.document.version === version) this.#listener.shown(document);
  }

  async #askAlone(open: Open, name: string): Promise<FileAnswer> {
    const { document, folder } = open;
    const { version } = document;
    const text = document.getText();
    if (name === POLICY_FILE) open.faults = await this.#faultsOf(text);
    const bytes = Buffer.from(text);
    if (bytes.byteLength > MAX_DOCUMENT_BYTES) return tooLong(name, version);
    return answerOf(await folder.examineAlone({ path: name, bytes }), name, version);
  }

  async #place(open: Open): Promise<void> {
    if (open.isAsked) return;
    open.path = await open.folder.pathOf(open.file);
    open.isAsked = true;
    if (open.path === undefined) open.alone = undefined;
  }

  /** What the text of a policy would be refused for. */
  async #faultsOf(text: string): Promise<readonly Diagnostic[]> {
    const checks = await loadChecks(this.#host.registry);
    try {
      await readPolicyText(text, checks, new Date().toISOString());
      return [];
    } catch (error) {
      if (!(error instanceof LockstepError)) throw error;
      return policyFaults(error)?.faults ?? [];
    }
  }

  #wait(folder: Folder): void {
    const idle = this.#idle.get(folder) ?? {};
    this.#idle.set(folder, idle);
    clearTimeout(idle.timer);
    idle.timer = setTimeout(() => void this.#examineWhole(folder, idle), IDLE_MS);
  }

  async #examineWhole(folder: Folder, idle: Idle): Promise<void> {
    idle.stop?.abort();
    const stop = new AbortController();
    idle.stop = stop;
    const asked = [...this.#open.values()]
      .filter((open) => open.folder === folder && open.alone?.incomplete.length === 0)
      .flatMap((open) => {
        const { path: name, document, alone } = open;
        const isCurrent = alone?.version === document.version;
        return name !== undefined && isCurrent ? [{ open, name, document, alone }] : [];
      });
    const buffers = asked.map(({ name, document }) => ({
      path: name,
      bytes: Buffer.from(document.getText()),
    }));
    try {
      const result = await folder.examineWhole(buffers, stop.signal);
      if (stop.signal.aborted) return;
      for (const { open, name, document, alone } of asked) {
        if (!this.#isOpen(open) || open.document.version !== alone.version) continue;
        const whole = answerOf(result, name, alone.version);
        open.whole = compareAnswers(alone, whole, document.getText());
        this.#listener.shown(open.document);
      }
    } catch (error) {
      if (!stop.signal.aborted) await this.#failed(error, asked[0]?.open);
    }
  }

  #tellIncomplete({ incomplete }: FileAnswer): void {
    for (const { checkId, reason, detail, what } of incomplete) {
      if (reason === 'crash' || reason === 'timeout' || reason === 'out-of-memory') {
        this.#tellOnce(`Lockstep could not examine ${what} (${checkId}, ${reason}): ${detail}`);
      }
    }
  }

  #policyIsFine(open: Open): void {
    const file = this.#faulty.get(open.folder);
    this.#faulty.delete(open.folder);
    if (file !== undefined && !this.#isOpenFile(file)) this.#listener.policy(file, []);
  }

  /** Shown at the policy, which most likely is not open; while it is, its text is asked instead. */
  async #policyIsWrong(folder: Folder, error: LockstepError): Promise<void> {
    const wrong = policyFaults(error);
    if (wrong === undefined) return;
    const { root } = await folder.target();
    const file = path.resolve(root, wrong.name);
    this.#faulty.set(folder, file);
    if (!this.#isOpenFile(file)) this.#listener.policy(file, wrong.faults);
  }

  #isOpenFile(file: string): boolean {
    return [...this.#open.values()].some((open) => open.file === file);
  }

  /** Nothing is known then, and that is said: an empty list would be a clean bill. */
  async #failed(error: unknown, open: Open | undefined): Promise<void> {
    const message =
      error instanceof LockstepError ? error.message : `a bug of Lockstep (${nameOf(error)})`;
    const repair = error instanceof LockstepError ? (error.repair ?? '') : 'Please report it.';
    if (open !== undefined) {
      const detail = message.split('\n')[0] ?? '';
      const { version } = open.document;
      open.alone = { version, found: [], incomplete: [unexamined(open.path ?? '', detail)] };
      if (error instanceof LockstepError) await this.#policyIsWrong(open.folder, error);
    }
    this.#tellOnce(`Lockstep examines nothing here: ${message} ${repair}`.trim());
  }

  #tellOnce(message: string): void {
    if (this.#told.has(message)) return;
    this.#told.add(message);
    this.#listener.failed(message);
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function unexamined(what: string, detail: string): Incomplete {
  return { checkId: '*', what, reason: 'unreadable', detail };
}

function tooLong(what: string, version: number): FileAnswer {
  const detail = `longer than ${MAX_DOCUMENT_BYTES / 2 ** 20} MiB; "lockstep check" has a bound of its own`;
  return { version, found: [], incomplete: [{ checkId: '*', what, reason: 'too-large', detail }] };
}
