import path from 'node:path';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { EditOrder, Change } from './edit/syntax.ts';
import { editManifest } from './edit/edit-manifest.ts';
import { readEditable } from '../../collect/editable-file.ts';
import { isThere, writeAllWhole } from '../../io/files.ts';
import type { PackageManager, Remedy } from '../../model/remedy.ts';

/** A larger manifest is not edited. */
const MAX_MANIFEST_BYTES = 4 * 2 ** 20;

/** A remedy that is not written, and why, for people. */
export interface RefusedRemedy {
  readonly remedy: Remedy;
  readonly reason: string;
}

/** A manifest with its changes. */
export interface EditedManifest {
  /** From the root of the target. */
  readonly path: string;
  /** Unified, as `git apply` takes it. */
  readonly diff: string;
  readonly remedies: readonly Remedy[];
}

export interface AppliedRemedies {
  /** In the order of their paths. */
  readonly edited: readonly EditedManifest[];
  readonly refused: readonly RefusedRemedy[];
  /** Whether the files are changed on the disk. */
  readonly written: boolean;
}

export interface ApplyOptions {
  /** Folder of the target. */
  readonly root: string;
  readonly order: EditOrder;
  /** False: only what would change is told. */
  readonly write: boolean;
}

interface OpenFile {
  readonly before: string;
  text: string;
  readonly remedies: Remedy[];
}

/**
 * Edits the manifests of a target as the remedies say, and nothing else: no program is run, no lockfile is touched, nothing
 * outside of the target or behind a link is read or written. A remedy that cannot be placed exactly is refused with the
 * reason; of those that go together (`together`) all or none are made. All files are written whole or none is, and none
 * that somebody changed meanwhile. Throws LockstepError('output') where a file cannot be written.
 */
export function applyRemedies(
  remedies: readonly Remedy[],
  { root, order, write }: ApplyOptions,
): AppliedRemedies {
  const session = new Session(root, order);
  for (const remedy of remedies) session.apply(remedy);
  return session.finish(write);
}

class Session {
  readonly #root: string;
  readonly #order: EditOrder;
  readonly #files = new Map<string, OpenFile>();
  readonly #refused: RefusedRemedy[] = [];

  constructor(root: string, order: EditOrder) {
    this.#root = root;
    this.#order = order;
  }

  apply(remedy: Remedy): void {
    const { together = [], ...first } = remedy;
    const texts = new Map<string, string>();
    const touched: (readonly [string, Remedy])[] = [];
    for (const each of [first, ...together]) {
      const done = this.#edit(each, texts);
      if (typeof done === 'string') {
        this.#refused.push({ remedy, reason: done });
        return;
      }
      touched.push([done.path, each]);
    }
    for (const [name, text] of texts) {
      const file = this.#files.get(name);
      if (file !== undefined) file.text = text;
    }
    for (const [name, each] of touched) this.#files.get(name)?.remedies.push(each);
  }

  /** The path that was edited; a text is why it was not. */
  #edit(remedy: Remedy, texts: Map<string, string>): string | { readonly path: string } {
    const { at, edit, kind } = remedy;
    if (kind === 'refresh') return 'no manifest changes: only the lockfile is to be made anew';
    if (kind === 'remove') return 'what imports it must change too: that is for people';
    if (at === undefined || edit === undefined) return 'it is not known where it is declared';
    const name = this.#placeOf(at.path, remedy);
    const file = this.#open(name);
    if (typeof file === 'string') return `${name}: ${file}`;
    const text = texts.get(name) ?? file.text;
    const change = changeOf(kind, remedy, { ...edit, line: name === at.path ? at.line : 0 });
    const edited = editManifest(name, text, change, this.#order);
    if (edited.kind === 'refused') return `${name}: ${edited.reason}`;
    texts.set(name, edited.text);
    return { path: name };
  }

  /** pnpm reads overrides from its workspace file where there is one without any in package.json (pnpm.io/settings). */
  #placeOf(declared: string, { kind, edit }: Remedy): string {
    if (kind !== 'override' || edit?.manager !== 'pnpm') return declared;
    const workspace = path.posix.join(path.posix.dirname(declared), 'pnpm-workspace.yaml');
    const manifest = this.#open(declared);
    const hasOwn = typeof manifest !== 'string' && /"pnpm"\s*:/.test(manifest.text);
    return !hasOwn && isThere(path.join(this.#root, workspace)) ? workspace : declared;
  }

  #open(name: string): OpenFile | string {
    const known = this.#files.get(name);
    if (known !== undefined) return known;
    const text = readEditable(this.#root, name, MAX_MANIFEST_BYTES);
    if (text.kind === 'failed') return text.detail;
    const file = { before: text.text, text: text.text, remedies: [] };
    this.#files.set(name, file);
    return file;
  }

  finish(write: boolean): AppliedRemedies {
    const changed = [...this.#files]
      .filter(([, { before, text }]) => before !== text)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    const kept = write ? changed.filter(([name, file]) => this.#isUnchanged(name, file)) : changed;
    if (write) {
      writeAllWhole(
        kept.map(([name, { text }]) => ({ file: path.join(this.#root, name), content: text })),
      );
    }
    const edited = kept.map(([name, { before, text, remedies }]) => ({
      path: name,
      diff: diffOf(name, before, text),
      remedies,
    }));
    return { edited, refused: this.#refused, written: write && kept.length > 0 };
  }

  #isUnchanged(name: string, { before, remedies }: OpenFile): boolean {
    const now = readEditable(this.#root, name, MAX_MANIFEST_BYTES);
    if (now.kind === 'read' && now.text === before) return true;
    const reason = `${name}: somebody changed it meanwhile`;
    this.#refused.push(...remedies.map((remedy) => ({ remedy, reason })));
    return false;
  }
}

function changeOf(
  kind: Change['kind'],
  { name, from, to }: Remedy,
  { manager, constraint, inside, line }: NonNullable<Remedy['edit']> & { readonly line: number },
): Change {
  return {
    kind,
    manager,
    ecosystem: ecosystems[manager],
    name,
    from,
    to,
    constraint,
    line,
    ...(inside === undefined ? {} : { inside }),
  };
}

const ecosystems: Readonly<Record<PackageManager, string>> = {
  npm: 'npm',
  pnpm: 'npm',
  yarn: 'npm',
  bun: 'npm',
  pip: 'PyPI',
  pipenv: 'PyPI',
  poetry: 'PyPI',
  pdm: 'PyPI',
  uv: 'PyPI',
  go: 'Go',
  cargo: 'crates.io',
  bundler: 'RubyGems',
  composer: 'Packagist',
  nuget: 'NuGet',
  maven: 'Maven',
  gradle: 'Maven',
  pub: 'Pub',
  mix: 'Hex',
  swift: 'SwiftURL',
  cocoapods: 'CocoaPods',
};

function diffOf(name: string, before: string, after: string): string {
  return createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}
