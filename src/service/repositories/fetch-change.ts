import { mkdirSync } from 'node:fs';
import { allowedAddresses, Git, NotFetched, type GitSettings } from './git-client.ts';
import type { GitCredentials } from './git-credentials.ts';

/** What is fetched. */
export interface WantedChange {
  readonly url: string;
  /** A commit, by its id: what the server calls the change now may be another one. */
  readonly head: string;
  /** The branch that it is compared with. */
  readonly base: string;
  readonly credentials: GitCredentials | undefined;
}

/**
 * Commits on the way back to where a change was branched from. Most changes need the first; each next one costs the files that
 * its commits have changed.
 */
const DEPTHS: readonly number[] = [50, 1_000, 20_000];

/**
 * Fetches a commit and a branch, with as much history as it takes to tell where one left the other, into a new repository `root`
 * whose HEAD is that commit, without its files. As `fetchRepository`: nothing of it is run, everything is bounded. The branch is
 * `origin/<base>`. Throws NotFetched.
 */
export async function fetchChange(
  { url: address, head, base, credentials }: WantedChange,
  root: string,
  settings: GitSettings,
  signal: AbortSignal,
): Promise<void> {
  const url = new URL(address);
  const addresses = await allowedAddresses(url, settings);
  mkdirSync(root, { recursive: true });
  const git = new Git(root, { settings, url, addresses, credentials, signal });
  await git.run(['init', '--quiet', '--template=']);
  const target = `refs/remotes/origin/${base}`;
  for (const depth of DEPTHS) {
    await git.run([
      ...FETCH,
      `--depth=${depth}`,
      '--',
      url.href,
      `+${head}:${HEAD}`,
      `+refs/heads/${base}:${target}`,
    ]);
    git.requireRoom();
    if ((await git.ask(['merge-base', HEAD, target])) !== undefined) {
      await git.run(['update-ref', '--no-deref', 'HEAD', head]);
      await git.run(['read-tree', head]);
      await git.run(['config', 'remote.origin.url', url.href]);
      return;
    }
  }
  throw new NotFetched(
    `it has nothing in common with ${base} in the last ${DEPTHS.at(-1)} commits`,
  );
}

/** Keeps the commit until it is HEAD. */
const HEAD = 'refs/lockstep/change';

const FETCH: readonly string[] = [
  'fetch',
  '--quiet',
  '--no-tags',
  '--no-recurse-submodules',
  '--no-write-fetch-head',
];
