import { Buffer } from 'node:buffer';
import { accessSync, constants, lstatSync, realpathSync, statSync, type Stats } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { describeFileError, fileErrorCode, readBounded } from '../io/files.ts';
import { gitMaybe, probeGit } from '../io/git.ts';
import { LockstepError } from '../model/error.ts';
import type { GitFacts } from '../model/git.ts';

/** Whether tracked files differ from the commit is asked for apart (`isDirty`): it costs a look at every file. */
export type HeadFacts = Omit<GitFacts, 'dirty' | 'commit'> & {
  /** Undefined before the first commit. */
  readonly commit?: string;
  /** Absolute: where the repository keeps its data; not `<root>/.git` in a linked work tree or a submodule. */
  readonly gitDir: string;
  /** Absolute paths of the pattern files that git honours besides .gitignore, lowest precedence first. */
  readonly excludeFiles: readonly string[];
};

/** What one run examines, opened. */
export interface OpenTarget {
  readonly kind: 'directory' | 'file';
  /** Absolute real path: the top of the git work tree, else the directory, or the file's directory. */
  readonly root: string;
  /** Below the root, with `/`: what the user named; empty for all of it. */
  readonly within: string;
  readonly git?: HeadFacts;
  /** Why there are no git facts although there is a `.git`. */
  readonly gitProblem?: LockstepError;
  readonly notes: readonly string[];
}

/**
 * Finds out what the path names. Throws LockstepError('target') when there is nothing that can be examined, and
 * LockstepError('git') when it was stopped while git was asked.
 */
export async function openTarget(named: string, signal?: AbortSignal): Promise<OpenTarget> {
  const { real, stats } = resolveNamed(named);
  const folder = stats.isDirectory() ? real : path.dirname(real);
  refuseGitInternals(folder, named);
  const top = workTreeAbove(folder);
  const root = top ?? folder;
  const target: OpenTarget = {
    kind: stats.isDirectory() ? 'directory' : 'file',
    root,
    within: path.relative(root, real).split(path.sep).join('/'),
    notes: [],
  };
  if (top === undefined) return target;
  const questions = ['--is-shallow-repository', '--absolute-git-dir', '--git-common-dir'];
  const places = await probeGit(top, ['rev-parse', ...questions], signal);
  if (!(places instanceof LockstepError)) {
    return { ...target, ...(await describeHead(top, textOf(places), signal)) };
  }
  if (signal?.aborted === true) throw places;
  const note = `Examined without git, which could tell tracked files from ignored ones: ${places.message}. ${places.repair ?? ''}`;
  return { ...target, gitProblem: places, notes: [note.trim()] };
}

/** What git said of the target; LockstepError('git') where it is needed and not to be had. */
export function requireGit({ root, git: facts, gitProblem }: OpenTarget): HeadFacts {
  if (facts !== undefined) return facts;
  if (gitProblem !== undefined) throw gitProblem;
  throw new LockstepError('git', `${root} is not in a git repository`, {
    repair: 'Leave out --since, --staged and --history, or run in a git work tree.',
  });
}

function resolveNamed(named: string): { readonly real: string; readonly stats: Stats } {
  try {
    // Links in what the user typed are followed; links inside of the target never are.
    const real = realpathSync.native(named);
    const stats = statSync(real);
    if (stats.isDirectory()) accessSync(real, constants.R_OK | constants.X_OK);
    if (stats.isFile()) accessSync(real, constants.R_OK);
    if (stats.isDirectory() || stats.isFile()) return { real, stats };
  } catch (error) {
    const absent = fileErrorCode(error) === 'ENOENT';
    throw new LockstepError(
      'target',
      absent ? `${named} does not exist` : `cannot open ${named}: ${describeFileError(error)}`,
      { repair: 'Name a directory or a file that exists and can be read.', cause: error },
    );
  }
  throw new LockstepError('target', `${named} is neither a directory nor a regular file`, {
    repair: 'Name a directory or a regular file; text on standard input is read with: --stdin',
  });
}

function refuseGitInternals(folder: string, named: string): void {
  if (folder.split(path.sep).includes('.git')) {
    throw new LockstepError('target', `${named} lies inside of a .git directory`, {
      repair: 'Name the work tree. The whole history is examined with: --history',
    });
  }
  const isBare =
    isA(folder, 'HEAD', 'file') && isA(folder, 'objects', 'dir') && isA(folder, 'refs', 'dir');
  if (isBare) {
    throw new LockstepError('target', `${named} is a bare git repository: it has no files`, {
      repair: `Make a work tree of it: git clone ${named} <directory>`,
    });
  }
}

function isA(folder: string, name: string, kind: 'file' | 'dir'): boolean {
  const stats = statsOf(path.join(folder, name), statSync);
  return (kind === 'file' ? stats?.isFile() : stats?.isDirectory()) ?? false;
}

/**
 * The nearest folder that holds a `.git`. Not what git says: `core.worktree` of a hostile repository could name any
 * folder of the machine.
 */
function workTreeAbove(folder: string): string | undefined {
  for (let at = folder; ; at = path.dirname(at)) {
    if (isGitFolder(path.join(at, '.git'))) return at;
    if (at === path.dirname(at)) return undefined;
  }
}

/** It holds a path. */
const MAX_DOT_GIT_BYTES = 8192;

function isGitFolder(dotGit: string): boolean {
  const stats = statsOf(dotGit, lstatSync);
  if (stats === undefined) return false;
  if (stats.isDirectory() || stats.isSymbolicLink()) return isA(dotGit, 'HEAD', 'file');
  // Linked work trees and submodules: `gitdir: <path>`.
  if (!stats.isFile()) return false;
  const outcome = readBounded(dotGit, MAX_DOT_GIT_BYTES);
  return outcome.state === 'read' && Buffer.from(outcome.bytes).indexOf('gitdir: ') === 0;
}

/** Undefined also where nobody may look: whether that matters shows when the files are listed. */
function statsOf(file: string, stat: typeof statSync): Stats | undefined {
  try {
    return stat(file, { throwIfNoEntry: false });
  } catch (error) {
    fileErrorCode(error);
    return undefined;
  }
}

async function describeHead(
  root: string,
  places: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly git: HeadFacts; readonly notes: readonly string[] }> {
  const ask = (...args: readonly string[]): Promise<Buffer | undefined> =>
    gitMaybe(root, args, { signal });
  const [commit, branch, remotes, excludes] = await Promise.all([
    ask('rev-parse', '--verify', '--quiet', 'HEAD^{commit}'),
    ask('symbolic-ref', '--quiet', '--short', 'HEAD'),
    ask('config', '-z', '--get-all', 'remote.origin.url'),
    // The user's own file, not one that the repository names.
    ask('config', '--global', '--type=path', '--get', 'core.excludesFile'),
  ]);
  const [shallow, gitDir = '', commonDir = ''] = places.split('\n');
  const remote = remotes === undefined ? undefined : textOf(remotes).split('\0')[0];
  const facts: HeadFacts = {
    ...(commit === undefined ? {} : { commit: textOf(commit) }),
    ...(branch === undefined ? {} : { branch: textOf(branch) }),
    ...(remote === undefined ? {} : { remote: withoutCredentials(remote) }),
    shallow: shallow === 'true',
    gitDir,
    excludeFiles: [
      excludes === undefined ? defaultExcludesFile(process.env) : textOf(excludes),
      path.join(path.resolve(root, commonDir), 'info', 'exclude'),
    ].filter((file) => file !== '/dev/null'),
  };
  return { git: facts, notes: commit === undefined ? ['The repository has no commit yet.'] : [] };
}

function textOf(output: Buffer): string {
  return output.toString('utf8').trimEnd();
}

/** https://git-scm.com/docs/gitignore: `$XDG_CONFIG_HOME/git/ignore`, where unset `$HOME/.config/git/ignore`. */
function defaultExcludesFile(env: Readonly<Record<string, string | undefined>>): string {
  const config = env['XDG_CONFIG_HOME'] ?? '';
  return path.join(config === '' ? path.join(homedir(), '.config') : config, 'git', 'ignore');
}

/** `https://user:token@host/path` loses what stands before the `@`; the user of `git@host:path` is no secret. */
function withoutCredentials(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]{0,30}:\/\/)[^/?#]*@/i, '$1').replace(/[?#].*$/s, '');
}
