import { lstatSync, type Stats } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { monotonicMs, wallMs } from '../io/clock.ts';
import { describeFileError } from '../io/files.ts';
import { git } from '../io/git.ts';
import type { FileEntry, Skipped } from '../model/file.ts';
import { compileIgnore, isIgnoredByLayers, type Ignore, type IgnoreLayer } from '../model/glob.ts';
import type { Incomplete } from '../model/incomplete.ts';
import { addLayer } from './ignore-files.ts';
import { listFolder, type Entry } from './list-folder.ts';
import { absolutePath, splitNul, type Name } from './names.ts';
import { OWN_IGNORE_FILE, type OwnIgnores } from './own-ignores.ts';
import { withRules } from './selection.ts';
import { IncompleteTally, SkipTally } from './tally.ts';
import type { OpenTarget } from './target.ts';

export interface CollectOptions {
  /** With the meaning of .gitignore lines; an empty `include` means everything. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly maxFiles: number;
  /** Folders below one another. */
  readonly maxDepth: number;
  readonly timeMs: number;
  /** Instead of the .lockstepignore files on disk. */
  readonly ownIgnores?: OwnIgnores | undefined;
}

export interface Inventory {
  /** By path, in code units. */
  readonly files: readonly FileEntry[];
  readonly skipped: readonly Skipped[];
  readonly incomplete: readonly Incomplete[];
}

/** As git does: the times of a file changed this recently do not prove that it stays what it is. */
const racyMs = 2000;
/** How long Ctrl-C may have to wait. */
const sliceMs = 50;

/**
 * Finds the regular files of the target. Follows no link and opens nothing but ignore files. In a git work tree what is
 * tracked is found even where .gitignore names it: an added `.env` is what leaks.
 */
export async function collectFiles(
  target: OpenTarget,
  options: CollectOptions,
  signal?: AbortSignal,
): Promise<Inventory> {
  const walk = new Walk(target, options, await trackedPaths(target, signal));
  await walk.run(signal);
  return walk.inventory();
}

interface Tracked {
  readonly files: ReadonlySet<string>;
  /** Every folder above a tracked file. */
  readonly folders: ReadonlySet<string>;
}

async function trackedPaths(target: OpenTarget, signal?: AbortSignal): Promise<Tracked> {
  const files = new Set<string>();
  const folders = new Set<string>();
  if (target.git === undefined) return { files, folders };
  const output = await git(target.root, ['ls-files', '-z', '--cached'], { signal });
  for (const { path } of splitNul(output)) {
    files.add(path);
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return { files, folders };
}

/** A folder on the way: its entries still to be looked at, in order of path. */
interface Folder extends Name {
  readonly depth: number;
  readonly entries: readonly Entry[];
  next: number;
  readonly gitRules: IgnoreLayer | undefined;
  readonly ownRules: IgnoreLayer | undefined;
  /** Git ignores it; it is walked for the tracked files in it. */
  readonly ignored: boolean;
  /** Matches `include`, as all below it does. */
  readonly included: boolean;
}

type Above = Pick<Folder, 'depth' | 'gitRules' | 'ownRules' | 'included'>;

class Walk {
  readonly #target: OpenTarget;
  readonly #options: CollectOptions;
  readonly #tracked: Tracked;
  readonly #include: Ignore;
  readonly #exclude: Ignore;
  readonly #files: FileEntry[] = [];
  readonly #skipped = new SkipTally();
  readonly #incomplete = new IncompleteTally();
  readonly #stack: Folder[] = [];
  readonly #racyAfterMs = wallMs() - racyMs;

  constructor(target: OpenTarget, options: CollectOptions, tracked: Tracked) {
    this.#target = target;
    this.#options = options;
    this.#tracked = tracked;
    this.#include = compileIgnore(options.include);
    this.#exclude = compileIgnore(options.exclude);
  }

  async run(signal: AbortSignal | undefined): Promise<void> {
    const started = monotonicMs();
    let sliceStarted = started;
    this.#openRoot();
    for (let folder = this.#stack.at(-1); folder !== undefined; folder = this.#stack.at(-1)) {
      const entry = folder.entries[folder.next++];
      if (entry === undefined) {
        this.#stack.pop();
        continue;
      }
      this.#visit(folder, entry);
      const time = monotonicMs();
      if (time - sliceStarted > sliceMs) {
        await setImmediate();
        sliceStarted = monotonicMs();
      }
      if (this.#mustStop(entry, time - started, signal)) return;
    }
  }

  inventory(): Inventory {
    return {
      files: this.#files,
      skipped: this.#skipped.result(),
      incomplete: this.#incomplete.result(),
    };
  }

  #mustStop(entry: Entry, elapsedMs: number, signal: AbortSignal | undefined): boolean {
    const { maxFiles, timeMs } = this.#options;
    if (signal?.aborted === true) {
      this.#incomplete.add('cancelled', entry.path, 'Stopped here while files were looked for.');
    } else if (elapsedMs > timeMs) {
      const detail = `After ${timeMs} ms files were no longer looked for; those from here on were not examined.`;
      this.#incomplete.add('timeout', entry.path, detail);
    } else if (this.#files.length > maxFiles) {
      this.#files.pop();
      const detail = `There are more than ${maxFiles} files; those from here on were not examined. Raise limits.max-files, or exclude what need not be examined.`;
      this.#incomplete.add('limit', entry.path, detail);
    } else {
      return false;
    }
    return true;
  }

  #openRoot(): void {
    let gitRules: IgnoreLayer | undefined;
    for (const file of this.#target.git?.excludeFiles ?? []) {
      gitRules = addLayer(gitRules, file, '', this.#incomplete);
    }
    const included = this.#include.isEmpty;
    this.#open({ depth: -1, gitRules, ownRules: undefined, included }, { path: '' }, false);
  }

  #open(above: Above, name: Name, ignored: boolean): void {
    const depth = above.depth + 1;
    const { maxDepth } = this.#options;
    if (depth > maxDepth) {
      const detail = `It lies deeper than ${maxDepth} folders. Raise limits.max-depth to have it examined.`;
      this.#incomplete.add('limit', name.path, detail);
      return;
    }
    const entries = this.#list(name);
    if (entries === undefined) return;
    if (name.path !== '' && this.#isForeign(name.path, entries)) {
      this.#skipped.add('submodule', name.path);
      return;
    }
    const included = above.included || this.#include.verdict(name.path, true) === 'ignored';
    const gitRules = this.#rules(above.gitRules, name, entries, '.gitignore');
    const { ownIgnores } = this.#options;
    const ownRules =
      ownIgnores === undefined
        ? this.#rules(above.ownRules, name, entries, OWN_IGNORE_FILE)
        : withRules(above.ownRules, name.path, ownIgnores.get(name.path));
    const { path, raw } = name;
    const rawPart = raw === undefined ? {} : { raw };
    this.#stack.push({
      path,
      ...rawPart,
      depth,
      entries,
      next: 0,
      gitRules,
      ownRules,
      ignored,
      included,
    });
  }

  /** A submodule or another repository inside of this one: it has owners and a history of its own. */
  #isForeign(path: string, entries: readonly Entry[]): boolean {
    if (this.#target.git === undefined || this.#tracked.folders.has(path)) return false;
    return this.#tracked.files.has(path) || entries.some(({ name }) => name === '.git');
  }

  #rules(
    outer: IgnoreLayer | undefined,
    folder: Name,
    entries: readonly Entry[],
    fileName: string,
  ): IgnoreLayer | undefined {
    const entry = entries.find(({ name, kind }) => name === fileName && kind === 'file');
    if (entry === undefined) return outer;
    return addLayer(outer, absolutePath(this.#target.root, entry), folder.path, this.#incomplete);
  }

  #list(folder: Name): readonly Entry[] | undefined {
    try {
      return listFolder(this.#target.root, folder);
    } catch (error) {
      const what = folder.path === '' ? '.' : folder.path;
      this.#incomplete.add(
        'unreadable',
        what,
        `Cannot list the folder: ${describeFileError(error)}.`,
      );
      return undefined;
    }
  }

  #visit(folder: Folder, entry: Entry): void {
    const { path, kind, name } = entry;
    const place = placeOf(path, this.#target.within);
    if (name === '.git' || place === 'outside') return;
    const isDirectory = kind === 'directory';
    const ignored = place === 'inside' && this.#isIgnoredByGit(folder, path, isDirectory);
    if (this.#exclude.verdict(path, isDirectory) === 'ignored') {
      this.#skipped.add('excluded', path);
    } else if ((ignored && !this.#isTracked(path, isDirectory)) || this.#isHidden(folder, entry)) {
      this.#skipped.add('ignored', path);
    } else if (isDirectory) {
      this.#open(folder, entry, ignored);
    } else if (kind === 'file') {
      this.#addFile(folder, entry);
    } else {
      this.#skipped.add(kind === 'link' ? 'symbolic-link' : 'special-file', path);
    }
  }

  #isIgnoredByGit(folder: Folder, path: string, isDirectory: boolean): boolean {
    return folder.ignored || isIgnoredByLayers(folder.gitRules, path, isDirectory);
  }

  #isTracked(path: string, isDirectory: boolean): boolean {
    return (isDirectory ? this.#tracked.folders : this.#tracked.files).has(path);
  }

  /** By .lockstepignore; what the user named by its path is examined all the same. */
  #isHidden(folder: Folder, { path, kind }: Entry): boolean {
    if (placeOf(path, this.#target.within) !== 'inside') return false;
    return isIgnoredByLayers(folder.ownRules, path, kind === 'directory');
  }

  #addFile(folder: Folder, entry: Entry): void {
    const { path, raw } = entry;
    if (!folder.included && this.#include.verdict(path, false) !== 'ignored') {
      this.#skipped.add('excluded', path);
      return;
    }
    const stats = this.#lstat(entry);
    if (stats === undefined) return;
    if (!stats.isFile()) {
      this.#skipped.add('special-file', path);
    } else if (stats.size === 0) {
      this.#skipped.add('empty', path);
    } else {
      const stamp = this.#stamp(stats);
      const rawPart = raw === undefined ? {} : { rawPath: raw.toString('base64') };
      this.#files.push({ path, ...rawPart, sizeBytes: stats.size, stamp });
    }
  }

  /** A file that vanished since it was listed is not there; any other failure is told. */
  #lstat(entry: Entry): Stats | undefined {
    try {
      return lstatSync(absolutePath(this.#target.root, entry), { throwIfNoEntry: false });
    } catch (error) {
      const detail = `Cannot look at the file: ${describeFileError(error)}.`;
      this.#incomplete.add('unreadable', entry.path, detail);
      return undefined;
    }
  }

  #stamp({ mtimeMs, ctimeMs, ino, size }: Stats): string {
    if (Math.max(mtimeMs, ctimeMs) >= this.#racyAfterMs) return '';
    return `${mtimeMs}:${ctimeMs}:${ino}:${size}`;
  }
}

/** Whether the path is what the user named or below it, a folder on the way to it, or neither. */
function placeOf(path: string, within: string): 'inside' | 'on-the-way' | 'outside' {
  if (within === '' || path.startsWith(`${within}/`)) return 'inside';
  if (path === within || within.startsWith(`${path}/`)) return 'on-the-way';
  return 'outside';
}
