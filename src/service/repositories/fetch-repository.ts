import { mkdirSync } from 'node:fs';
import { allowedAddresses, Git, NotFetched, type GitSettings } from './git-client.ts';
import { readGitCredentials } from './git-credentials.ts';
import { isBranchName } from './git-url.ts';

/** What is fetched. */
export interface WantedRepository {
  readonly url: string;
  /** Empty: the server's default. */
  readonly branch: string;
  /** Name of a secret file; empty: none. */
  readonly credentials: string;
}

export interface Fetched {
  readonly commit: string;
  readonly branch: string;
}

/**
 * Fetches the last commit of a branch into a new repository `root`, without its files. Nothing of what comes is run: no hooks, no
 * filters, no helpers, no submodules; git has no settings but these, writes nothing outside of the folder and nothing larger than
 * the bound (the system sees to that: setrlimit), and is ended with everything that it has started. Throws NotFetched.
 */
export async function fetchRepository(
  wanted: WantedRepository,
  root: string,
  settings: GitSettings,
  signal: AbortSignal,
): Promise<Fetched> {
  const url = new URL(wanted.url);
  const credentials =
    wanted.credentials === ''
      ? undefined
      : readGitCredentials(settings.credentials, wanted.credentials, url);
  if (typeof credentials === 'string') throw new NotFetched(credentials);
  const addresses = await allowedAddresses(url, settings);
  mkdirSync(root, { recursive: true });
  const git = new Git(root, { settings, url, addresses, credentials, signal });
  await git.run(['init', '--quiet', '--template=']);
  const branch = wanted.branch === '' ? await defaultBranch(git, url) : wanted.branch;
  const remote = `refs/remotes/origin/${branch}`;
  await git.run([...FETCH, url.href, `+refs/heads/${branch}:${remote}`]);
  const commit = (await git.run(['rev-parse', '--verify', `${remote}^{commit}`])).trim();
  await git.run(['update-ref', `refs/heads/${branch}`, commit]);
  await git.run(['symbolic-ref', 'HEAD', `refs/heads/${branch}`]);
  // What tells files of the repository from others, when they are there.
  await git.run(['read-tree', commit]);
  await git.run(['config', 'remote.origin.url', url.href]);
  return { commit, branch };
}

const FETCH: readonly string[] = [
  'fetch',
  '--quiet',
  '--depth=1',
  '--no-tags',
  '--no-recurse-submodules',
  '--no-write-fetch-head',
  '--',
];

/** `ref: refs/heads/main<TAB>HEAD`, as `git ls-remote --symref` writes it. */
const HEAD_LINE = /^ref: refs\/heads\/(?<branch>\S{1,250})\tHEAD$/mu;

async function defaultBranch(git: Git, url: URL): Promise<string> {
  const told = await git.run(['ls-remote', '--symref', '--', url.href, 'HEAD']);
  const branch = HEAD_LINE.exec(told)?.groups?.['branch'] ?? '';
  if (isBranchName(branch)) return branch;
  throw new NotFetched('it has no default branch: it is empty, or the branch has to be named');
}
