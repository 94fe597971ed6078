import path from 'node:path';
import { git } from '../io/git.ts';
import { isRegularMode } from './blobs.ts';
import { changeOf, compareChanges, type Change } from './change.ts';
import { splitNul } from './names.ts';
import { parseRawDiff } from './raw-diff.ts';
import { requireGit, type OpenTarget } from './target.ts';

/** A file that the next commit brings; `oid` names its staged content. */
export type StagedChange = Exclude<Change, { readonly status: 'deleted' }> & {
  readonly oid: string;
};

/**
 * What `git commit` would bring now: the index against HEAD (against nothing before the first commit). Deleted files
 * hold nothing to examine and are left out.
 */
export async function stagedChanges(
  target: OpenTarget,
  signal?: AbortSignal,
): Promise<readonly StagedChange[]> {
  const facts = requireGit(target);
  const base = facts.commit ?? (await emptyTree(target.root));
  const args = ['diff-index', '--cached', '--raw', '-z', '--no-abbrev', '-M', base, '--'];
  const indexFile = indexOfHook(target.root, facts.gitDir, process.env);
  return parseRawDiff(await git(target.root, args, { signal, indexFile }))
    .flatMap(({ base: old, current }) =>
      current === undefined
        ? []
        : [Object.assign(changeOf(old, current.path), { oid: current.oid })],
    )
    .toSorted(compareChanges);
}

/** Not a constant: the name differs between SHA-1 and SHA-256 repositories. */
async function emptyTree(root: string): Promise<string> {
  const output = await git(root, ['hash-object', '-t', 'tree', '--stdin'], { input: [] });
  return output.toString('latin1').trim();
}

/**
 * In a hook of `git commit -a` or `git commit <file>`, git names an index of its own for the commit being made. It is
 * believed only where it lies with the repository's data.
 */
function indexOfHook(
  root: string,
  gitDir: string,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const named = env['GIT_INDEX_FILE'];
  if (named === undefined || named === '') return undefined;
  const file = path.resolve(root, named);
  return path.dirname(file) === gitDir ? file : undefined;
}

/** Every regular file of the index, in order of path: what the tree of the next commit holds. */
export async function stagedFiles(
  target: OpenTarget,
  signal?: AbortSignal,
): Promise<readonly { readonly path: string; readonly oid: string }[]> {
  const { gitDir } = requireGit(target);
  const indexFile = indexOfHook(target.root, gitDir, process.env);
  const listed = await git(target.root, ['ls-files', '--stage', '-z'], { signal, indexFile });
  return splitNul(listed).flatMap(({ path: entry }) => {
    // `<mode> <oid> <stage>\t<path>`; other stages are sides of a conflict.
    const tab = entry.indexOf('\t');
    const [mode, oid = '', stage] = entry.slice(0, tab).split(' ');
    if (!isRegularMode(mode) || stage !== '0') return [];
    return [{ path: entry.slice(tab + 1), oid }];
  });
}
