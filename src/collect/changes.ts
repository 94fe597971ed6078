import { lstatSync } from 'node:fs';
import { git, gitMaybe } from '../io/git.ts';
import type { FileEntry } from '../model/file.ts';
import type { GitBase } from '../model/git.ts';
import { resolveBase } from './base.ts';
import { changeOf, compareChanges, type Change } from './change.ts';
import { agreesWithIndex, hashFile, listIndex, type IndexListing } from './index-listing.ts';
import { entryName, type Name } from './names.ts';
import { parseRawDiff, type RawChange } from './raw-diff.ts';
import { requireGit, type OpenTarget } from './target.ts';

export interface ChangesOptions {
  /** The files of the work tree that are examined, as the walk found them. */
  readonly files: readonly FileEntry[];
  /** Of paths that are not there any more: whether they would have been examined. */
  readonly isSelected: (path: string) => boolean;
  readonly signal?: AbortSignal | undefined;
}

export interface Changes {
  readonly base: GitBase;
  /** By path. */
  readonly changes: readonly Change[];
}

/**
 * How the examined files differ from the merge base of HEAD and `ref`: whether committed, staged, unstaged or untracked.
 * Compares by content, without git's filters. Throws LockstepError('git') where there is no such base.
 */
export async function changesSince(
  target: OpenTarget,
  ref: string,
  options: ChangesOptions,
): Promise<Changes> {
  const base = await resolveBase(target, ref);
  const comparison = await compareWith(target, base.mergeBase, options.signal);
  const present = presentChanges(target.root, options.files, comparison);
  const gone = goneFiles(target.root, options, comparison);
  const changes = matchMoved(target.root, present, gone);
  return { base, changes: changes.toSorted(compareChanges) };
}

/** Whether examined files that git tracks differ from HEAD, or the index does. */
export async function isDirty(
  target: OpenTarget,
  files: readonly FileEntry[],
  signal?: AbortSignal,
): Promise<boolean> {
  const { commit } = requireGit(target);
  if (commit === undefined) return true;
  const args = ['diff-index', '--cached', '--quiet', commit, '--'];
  // The answer `undefined` is exit code 1: there are differences.
  if ((await gitMaybe(target.root, args, { signal })) === undefined) return true;
  const { entries, writtenMs } = await listIndex(target, signal);
  return files.some((file) => {
    const entry = entries.get(file.path);
    return entry !== undefined && !agreesWithIndex(target.root, file, entry, writtenMs);
  });
}

interface Comparison {
  readonly index: IndexListing;
  /** From the base to the index, by the path in the index. */
  readonly byPath: ReadonlyMap<string, RawChange>;
  /** Files of the base that the index does not have under their path. */
  readonly removed: ReadonlyMap<string, BaseFile>;
}

interface BaseFile {
  readonly path: string;
  readonly oid: string;
}

async function compareWith(
  target: OpenTarget,
  commit: string,
  signal: AbortSignal | undefined,
): Promise<Comparison> {
  const args = ['diff-index', '--cached', '--raw', '-z', '--no-abbrev', '-M', commit, '--'];
  const [index, output] = await Promise.all([
    listIndex(target, signal),
    git(target.root, args, { signal }),
  ]);
  const byPath = new Map<string, RawChange>();
  const removed = new Map<string, BaseFile>();
  for (const change of parseRawDiff(output)) {
    if (change.current !== undefined) byPath.set(change.current.path, change);
    if (change.base !== undefined && change.base.path !== change.current?.path) {
      removed.set(change.base.path, change.base);
    }
  }
  return { index, byPath, removed };
}

interface PresentChange {
  readonly name: Name;
  readonly change: Exclude<Change, { readonly status: 'deleted' }>;
}

function presentChanges(
  root: string,
  files: readonly FileEntry[],
  comparison: Comparison,
): readonly PresentChange[] {
  const paths = new Set(files.map((file) => file.path));
  return files.flatMap((file) => {
    const base = changedBase(root, file, comparison);
    if (base === 'same') return [];
    // What is still there under its old path was copied, not renamed.
    const isCopy = base !== undefined && base.path !== file.path && paths.has(base.path);
    return [{ name: entryName(file), change: changeOf(isCopy ? undefined : base, file.path) }];
  });
}

/** What the file was in the base, if it was there; `same` when it still has that content. */
function changedBase(
  root: string,
  file: FileEntry,
  { index, byPath, removed }: Comparison,
): BaseFile | undefined | 'same' {
  const { path } = file;
  const entry = index.entries.get(path);
  const change = byPath.get(path);
  const agrees = entry !== undefined && agreesWithIndex(root, file, entry, index.writtenMs);
  const unchanged = entry === undefined || entry.oid === '' ? undefined : { path, oid: entry.oid };
  const base = change === undefined ? (removed.get(path) ?? unchanged) : change.base;
  if (base === undefined || base.path !== path) return base;
  if (agrees) return base.oid === entry.oid ? 'same' : base;
  // Changed in the index and changed back in the work tree, or removed from the index alone.
  return hashFile(root, entryName(file), base.oid.length).includes(base.oid) ? 'same' : base;
}

/** Files of the base that are not in the work tree any more under their path. */
function goneFiles(
  root: string,
  { files, isSelected }: ChangesOptions,
  { index, byPath, removed }: Comparison,
): readonly BaseFile[] {
  const found = new Set(files.map((file) => file.path));
  const isThere = presenceIn(root);
  const candidates = [...removed.values()];
  for (const [path, { oid }] of index.entries) {
    if (found.has(path)) continue;
    const base = byPath.has(path) ? byPath.get(path)?.base : { path, oid };
    if (base?.path === path) candidates.push(base);
  }
  return candidates.filter(({ path }) => !found.has(path) && isSelected(path) && !isThere(path));
}

/** Whether there is a file of this path, with no link on the way to it. */
function presenceIn(root: string): (path: string) => boolean {
  const folders = new Map<string, boolean>([['', true]]);
  const isFolder = (folder: string): boolean => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const answer = isFolder(parentOf(folder)) && isA(`${root}/${folder}`, 'directory');
    folders.set(folder, answer);
    return answer;
  };
  return (path) => isFolder(parentOf(path)) && isA(`${root}/${path}`, 'file');
}

/** What cannot be looked at is taken to be there: it is told by the walk, and nothing in it counts as mended. */
function isA(place: string, kind: 'directory' | 'file'): boolean {
  try {
    const stats = lstatSync(place, { throwIfNoEntry: false });
    return (kind === 'file' ? stats?.isFile() : stats?.isDirectory()) ?? false;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ENOTDIR');
  }
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/**
 * Git told the renames that the index knows. One that only the work tree knows shows as a file gone and a file added of
 * the same content.
 */
function matchMoved(
  root: string,
  present: readonly PresentChange[],
  gone: readonly BaseFile[],
): readonly Change[] {
  const taken = new Set(
    present.flatMap(({ change }) => (change.status === 'renamed' ? [change.basePath] : [])),
  );
  const left = new Map<string, BaseFile[]>();
  for (const base of gone) {
    if (!taken.has(base.path)) left.set(base.oid, [...(left.get(base.oid) ?? []), base]);
  }
  const changes: Change[] = present.map(({ name, change }) => {
    if (change.status !== 'added' || left.size === 0) return change;
    const oidLength = [...left.keys()][0]?.length ?? 40;
    const base = hashFile(root, name, oidLength)
      .map((oid) => left.get(oid)?.shift())
      .find((file) => file !== undefined);
    return changeOf(base, name.path);
  });
  for (const { path, oid } of [...left.values()].flat()) {
    changes.push({ status: 'deleted', basePath: path, baseOid: oid });
  }
  return changes;
}
