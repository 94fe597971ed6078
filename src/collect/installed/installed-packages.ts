import { Buffer } from 'node:buffer';
import { readBounded } from '../../io/files.ts';
import type { Incomplete } from '../../model/incomplete.ts';
import type { InstalledPackage, PackageFile } from '../../model/installed-package.ts';
import { decode } from '../decode.ts';
import type { Entry } from '../list-folder.ts';
import { fieldsOf, textAt } from '../manifests/values.ts';
import { absolutePath, type Name } from '../names.ts';
import { list, packageFolders, type PackageFolder } from './package-folders.ts';

/** Nearly all bundles that packages ship are smaller; what is larger is told as not looked at. */
const MAX_FILE_BYTES = 16 * 2 ** 20;
/** Texts of one package; more is told. */
const MAX_PACKAGE_BYTES = 256 * 2 ** 20;
const MAX_PACKAGE_FILES = 20_000;
/** Folders within one package. */
const MAX_PACKAGE_FOLDERS = 20_000;
/** Texts of all packages: about a minute of work. */
const MAX_TOTAL_BYTES = 4 * 2 ** 30;

type Missed = Pick<Incomplete, 'what' | 'reason' | 'detail'>;

/** One package, or what could not be looked at. */
export type Installed =
  | { readonly kind: 'package'; readonly installed: InstalledPackage }
  | ({ readonly kind: 'missed' } & Missed);

/**
 * The packages that are installed within a target, one at a time, with the texts that `wanted` says: `node_modules` of
 * npm, yarn and pnpm, `site-packages` of Python. Nothing is run, no link is followed, nothing outside of the root is read.
 *
 * @yields each package that has such texts, and what could not be looked at
 */
export function* installedPackages(
  root: string,
  wanted: (path: string) => boolean,
): Generator<Installed> {
  const reading = new Reading(root, wanted);
  for (const found of packageFolders(root)) {
    if (!('kind' in found)) {
      yield { kind: 'missed', ...found };
      continue;
    }
    for (const start of startsIn(root, found)) {
      const installed = reading.read(start);
      for (const missed of reading.takeMissed()) yield { kind: 'missed', ...missed };
      if (installed.files.length > 0) yield { kind: 'package', installed };
      if (!reading.isSpent) continue;
      const detail = `more than ${MAX_TOTAL_BYTES} bytes of packages; those after it were not looked at`;
      yield { kind: 'missed', what: start.folder.path, reason: 'limit', detail };
      return;
    }
  }
}

/** Where a package begins: the entries that are its own. */
interface Start {
  readonly ecosystem: InstalledPackage['ecosystem'];
  readonly folder: Name;
  readonly name: string;
  readonly version: string;
  readonly entries: readonly Entry[];
}

function* startsIn(root: string, { kind, folder, entries }: PackageFolder): Generator<Start> {
  if (kind === 'site-packages') {
    yield* pythonStarts(folder, entries);
    return;
  }
  for (const entry of entries) {
    if (entry.kind !== 'directory' || entry.name.startsWith('.')) continue;
    const scoped = entry.name.startsWith('@') ? list(root, entry) : [entry];
    for (const each of typeof scoped === 'string' ? [] : scoped) {
      if (each.kind !== 'directory') continue;
      const name = each === entry ? entry.name : `${entry.name}/${each.name}`;
      yield { ecosystem: 'npm', folder: each, name, version: '', entries: [each] };
    }
  }
}

/**
 * Of Python each top-level folder and lone file; versions stand in the names of `.dist-info` folders.
 *
 * @yields where each begins
 */
function* pythonStarts(folder: Name, entries: readonly Entry[]): Generator<Start> {
  const versions = versionsIn(entries);
  for (const entry of entries) {
    if (!isPythonStart(entry)) continue;
    const isFolder = entry.kind === 'directory';
    const name = isFolder ? entry.name : entry.name.replace(/\.[a-z]{1,4}$/, '');
    const version = versions.get(name.toLowerCase()) ?? '';
    yield { ecosystem: 'PyPI', folder: isFolder ? entry : folder, name, version, entries: [entry] };
  }
}

function isPythonStart({ kind, name }: Entry): boolean {
  if (kind !== 'directory' && kind !== 'file') return false;
  return !/\.(?:dist-info|egg-info)$|^__pycache__$/.test(name);
}

/** By distribution in lower case. */
function versionsIn(entries: readonly Entry[]): ReadonlyMap<string, string> {
  const versions = new Map<string, string>();
  for (const { name } of entries) {
    const [, distribution = '', version] =
      /^([^-]{1,200})-([^-]{1,100})\.dist-info$/.exec(name) ?? [];
    if (version !== undefined) versions.set(distribution.toLowerCase(), version);
  }
  return versions;
}

class Reading {
  readonly #root: string;
  readonly #wanted: (path: string) => boolean;
  #missed: Missed[] = [];
  #totalBytes = 0;

  constructor(root: string, wanted: (path: string) => boolean) {
    this.#root = root;
    this.#wanted = wanted;
  }

  get isSpent(): boolean {
    return this.#totalBytes > MAX_TOTAL_BYTES;
  }

  takeMissed(): readonly Missed[] {
    const missed = this.#missed;
    this.#missed = [];
    return missed;
  }

  read({ ecosystem, folder, name, version, entries }: Start): InstalledPackage {
    const files: PackageFile[] = [];
    let bytes = 0;
    for (const entry of this.#filesOf(entries)) {
      const path = entry.path.slice(folder.path.length === 0 ? 0 : folder.path.length + 1);
      if (!this.#wanted(path)) continue;
      if (files.length >= MAX_PACKAGE_FILES || bytes > MAX_PACKAGE_BYTES) {
        this.#miss(folder.path, 'limit', 'it has more texts than are looked at of one package');
        break;
      }
      const text = this.#text(entry);
      if (text === undefined) continue;
      bytes += text.length;
      files.push({ path, text });
    }
    this.#totalBytes += bytes;
    const said = ecosystem === 'npm' ? saidIn(files) : {};
    return { ecosystem, name, version, folder: folder.path, files, ...said };
  }

  /**
   * What lies in a folder of packages within is of other packages.
   *
   * @yields the files below the entries
   */
  *#filesOf(entries: readonly Entry[]): Generator<Entry> {
    const waiting = [...entries];
    let folders = 0;
    for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
      if (entry.kind === 'file') yield entry;
      if (entry.kind !== 'directory' || entry.name === 'node_modules') continue;
      folders += 1;
      if (folders > MAX_PACKAGE_FOLDERS) {
        this.#miss(entry.path, 'limit', 'its package has more folders than are looked at');
        return;
      }
      const within = list(this.#root, entry);
      if (typeof within === 'string') this.#miss(entry.path, 'unreadable', within);
      else waiting.push(...within.toReversed());
    }
  }

  #text(entry: Entry): string | undefined {
    const read = readBounded(absolutePath(this.#root, entry), MAX_FILE_BYTES);
    switch (read.state) {
      case 'read': {
        const { bytes } = decode(read.bytes);
        return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
      }
      case 'too-large': {
        const detail = `${read.sizeBytes} bytes, more than the ${MAX_FILE_BYTES} that are looked at of a text`;
        this.#miss(entry.path, 'too-large', detail);
        return undefined;
      }
      case 'unreadable':
        this.#miss(entry.path, 'unreadable', read.detail);
        return undefined;
    }
  }

  #miss(what: string, reason: Missed['reason'], detail: string): void {
    this.#missed.push({ what, reason, detail });
  }
}

/** Name and version that package.json tells; nothing of one that is torn. */
function saidIn(files: readonly PackageFile[]): {
  readonly name?: string;
  readonly version?: string;
} {
  const manifest = files.find(({ path }) => path === 'package.json');
  if (manifest === undefined) return {};
  const fields = fieldsOf(parsed(manifest.text));
  const name = textAt(fields, 'name');
  const version = textAt(fields, 'version');
  return { ...(name === undefined ? {} : { name }), ...(version === undefined ? {} : { version }) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
