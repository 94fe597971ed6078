import path from 'node:path';
import { openTarget, type OpenTarget } from '../collect/target.ts';
import { git } from '../io/git.ts';
import { realPath } from '../io/files.ts';
import type { RunResult } from '../pipeline/assemble.ts';
import type { BufferMode } from '../pipeline/request.ts';
import { run } from '../pipeline/run.ts';
import { Session } from '../pipeline/session.ts';
import type { EditorHost } from './host.ts';

const LIST_IGNORED = ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--'];

/** A folder that is open in an editor, or the folder of a file that belongs to none: one target, examined again and again. */
export class Folder {
  readonly name: string;
  readonly #host: EditorHost;
  /** A text by itself and a program have threads of their own, so that the short work never waits for the long one. */
  readonly #alone: Session;
  readonly #whole: Session;
  readonly #end = new AbortController();
  #target: Promise<OpenTarget> | undefined;

  constructor(name: string, host: EditorHost) {
    this.name = name;
    this.#host = host;
    this.#alone = new Session(host.registry, { keepsProgram: false });
    this.#whole = new Session(host.registry, { keepsProgram: true });
  }

  /** Throws LockstepError where the folder cannot be examined at all. */
  target(): Promise<OpenTarget> {
    this.#target ??= openTarget(this.name);
    return this.#target;
  }

  /** The branch, the work tree or what git ignores may have changed. */
  forgetTarget(): void {
    this.#target = undefined;
  }

  /** Where a file lies in the target; undefined where it does not, or where git ignores it as the command line does. */
  async pathOf(file: string): Promise<string | undefined> {
    const { root, git: facts } = await this.target();
    const real = path.join(realPath(path.dirname(file)), path.basename(file));
    const within = path.relative(root, real).split(path.sep).join('/');
    if (within === '' || within.startsWith('../') || path.isAbsolute(within)) return undefined;
    if (facts === undefined) return within;
    const ignored = await git(root, [...LIST_IGNORED, within]);
    return ignored.byteLength === 0 ? within : undefined;
  }

  /** What a text says by itself. */
  async examineAlone(buffer: BufferMode['buffers'][number]): Promise<RunResult> {
    this.#alone.target = await this.target();
    const mode = { kind: 'buffers', buffers: [buffer], alone: true } as const;
    // It is short: only the end of the folder stops it, for that ends its thread.
    return this.#run(mode, this.#alone, this.#end.signal);
  }

  /** What the program says with these texts instead of what lies on the disk. */
  async examineWhole(buffers: BufferMode['buffers'], signal: AbortSignal): Promise<RunResult> {
    this.forgetTarget();
    this.#whole.target = await this.target();
    const mode = { kind: 'buffers', buffers, alone: false } as const;
    return this.#run(mode, this.#whole, AbortSignal.any([signal, this.#end.signal]));
  }

  async #run(mode: BufferMode, session: Session, signal: AbortSignal): Promise<RunResult> {
    signal.throwIfAborted();
    const { registry, openAdvisories } = this.#host;
    const request = this.#host.requestOf(this.name);
    const alone = mode.alone ? { cacheDir: undefined, threads: 1 } : {};
    try {
      return await run(
        { ...request, ...alone, mode, endpoints: 'none' },
        { signal, registry, openAdvisories, session },
      );
    } finally {
      // It may have started a thread since.
      if (this.#end.signal.aborted) session.stop();
    }
  }

  /** For good. */
  stop(): void {
    this.#end.abort();
    this.#alone.stop();
    this.#whole.stop();
  }
}
