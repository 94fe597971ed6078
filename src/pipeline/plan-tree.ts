import type { Change } from '../collect/change.ts';
import { changedLines } from '../collect/changed-lines.ts';
import { changesSince, isDirty } from '../collect/changes.ts';
import { absolutePath, entryName } from '../collect/names.ts';
import {
  isOwnIgnoreFile,
  OWN_IGNORE_FILE,
  ownIgnoresAt,
  type OwnIgnores,
} from '../collect/own-ignores.ts';
import { createSelection } from '../collect/selection.ts';
import type { OpenTarget } from '../collect/target.ts';
import { collectFiles, type Inventory } from '../collect/walk.ts';
import type { FileEntry } from '../model/file.ts';
import type { GitBase } from '../model/git.ts';
import type { Policy } from '../model/policy.ts';
import type { Plan, PlannedBase, PlannedFiles } from './plan.ts';
import type { Planned } from './planned.ts';

/** Looking for files ends after so long, and says so. Chosen: 200,000 files take about 3 s. */
const WALK_TIME_MS = 10 * 60_000;

/** Every file of the directory or work tree. */
export async function planTree(
  target: OpenTarget,
  policy: Policy,
  signal: AbortSignal,
): Promise<Plan> {
  const { files, skipped, incomplete } = await inventoryOf(target, policy, signal);
  const head = files.map((file) => plannedFile(target.root, file));
  return {
    kind: target.kind,
    head,
    tree: head,
    paths: files.map(({ path }) => path),
    skipped,
    incomplete,
    whole: target.within === '',
    isSelected: createSelection(target, policy.paths),
    ...aroundOf(target, (whole) => listTree(whole, policy, signal)),
    dirty: await dirtiness(target, files, signal),
  };
}

/** Every file that the policy selects. */
export async function listTree(
  target: OpenTarget,
  policy: Policy,
  signal: AbortSignal,
): Promise<PlannedFiles> {
  const { files } = await inventoryOf(target, policy, signal);
  const head = files.map((file) => plannedFile(target.root, file));
  const isSelected = createSelection(target, policy.paths);
  return { kind: target.kind, head, tree: head, isSelected };
}

/** Only a part of the target is examined: how all of it is listed. */
export function aroundOf(
  target: OpenTarget,
  list: (whole: OpenTarget) => Promise<PlannedFiles>,
): Pick<Plan, 'around'> {
  if (target.within === '') return {};
  return { around: () => list({ ...target, kind: 'directory', within: '' }) };
}

/** The files that differ from the merge base with `ref`, and what they were there. */
export async function planSince(
  target: OpenTarget,
  since: Pick<GitBase, 'ref' | 'commit'>,
  policy: Policy,
  signal: AbortSignal,
): Promise<Plan> {
  const listed = await listSince(target, since, policy, signal);
  const { kind, head, tree, isSelected, inventory, changes, byPath, base } = listed;
  const { files, skipped, incomplete } = inventory;
  return {
    kind,
    head,
    tree,
    paths: files.map(({ path }) => path),
    notes: changes.some(altersIgnores)
      ? [`This change alters ${OWN_IGNORE_FILE}: those of ${since.ref} hold until it is merged.`]
      : [],
    base: {
      ...base,
      changes: await changedLines(target.root, changes, byPath, signal),
    },
    skipped,
    incomplete,
    whole: false,
    isSelected,
    ...aroundOf(target, (whole) => listSince(whole, since, policy, signal)),
    dirty: await dirtiness(target, files, signal),
  };
}

interface ListedSince extends PlannedFiles {
  readonly tree: readonly Planned[];
  readonly base: PlannedBase;
  readonly inventory: Inventory;
  readonly changes: readonly Change[];
  readonly byPath: ReadonlyMap<string, FileEntry>;
}

async function listSince(
  target: OpenTarget,
  { ref, commit }: Pick<GitBase, 'ref' | 'commit'>,
  policy: Policy,
  signal: AbortSignal,
): Promise<ListedSince> {
  const ownIgnores = await ownIgnoresAt(target.root, commit);
  const inventory = await inventoryOf(target, policy, signal, ownIgnores);
  const { files } = inventory;
  const isSelected = createSelection(target, { ...policy.paths, ownIgnores });
  const { base, changes } = await changesSince(target, ref, { files, isSelected, signal });
  const byPath = new Map(files.map((file) => [file.path, file]));
  const head = changes.flatMap((change) => {
    const file = change.status === 'deleted' ? undefined : byPath.get(change.path);
    return file === undefined ? [] : [plannedFile(target.root, file)];
  });
  return {
    kind: target.kind,
    head,
    tree: files.map((file) => plannedFile(target.root, file)),
    base: { protectedBy: base, ...plannedBase(base.mergeBase, changes) },
    isSelected,
    inventory,
    changes,
    byPath,
  };
}

/** The old contents of changed files. */
export function plannedBase(commit: string, changes: readonly Change[]): PlannedBase {
  const files: Planned[] = [];
  const renames = new Map<string, string>();
  for (const change of changes) {
    if (change.status === 'added') continue;
    files.push(plannedBlob(change.basePath, change.baseOid));
    if (change.status === 'renamed') renames.set(change.path, change.basePath);
  }
  return { commit, files, renames, filesChanged: changes.length };
}

/** A git object under a path. What is said of it holds for ever, so its id is its stamp. */
export function plannedBlob(path: string, oid: string): Planned {
  const content = { kind: 'blob', oid } as const;
  return { key: `${oid} ${path}`, path, content, sizeBytes: 0, stamp: oid };
}

function plannedFile(root: string, file: FileEntry): Planned {
  const { path, sizeBytes, stamp } = file;
  const content = { kind: 'file', file: absolutePath(root, entryName(file)) } as const;
  return { key: path, path, content, sizeBytes, stamp };
}

function altersIgnores(change: Change): boolean {
  const paths = change.status === 'added' ? [change.path] : [change.basePath];
  return (change.status === 'renamed' ? [...paths, change.path] : paths).some(isOwnIgnoreFile);
}

function inventoryOf(
  target: OpenTarget,
  policy: Policy,
  signal: AbortSignal,
  ownIgnores?: OwnIgnores,
): Promise<Inventory> {
  const { maxFiles, maxDepth } = policy.limits;
  const options = { ...policy.paths, maxFiles, maxDepth, timeMs: WALK_TIME_MS, ownIgnores };
  return collectFiles(target, options, signal);
}

async function dirtiness(
  target: OpenTarget,
  files: readonly FileEntry[],
  signal: AbortSignal,
): Promise<boolean> {
  return target.git?.commit !== undefined && (await isDirty(target, files, signal));
}
