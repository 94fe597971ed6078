import { Buffer } from 'node:buffer';
import { gitStream } from '../io/git.ts';
import { listCommits, type Commit } from './commits.ts';
import { parseRawDiff, type RawChange } from './raw-diff.ts';

/** One change of the mainline: what a commit, or a merge as a whole, brought to its first parent. */
export interface MainlineStep {
  readonly commit: Commit;
  readonly changes: readonly RawChange[];
}

export interface MainlineRange {
  readonly to: string;
  /** Commits that this one reaches are left out. */
  readonly after?: string;
  /** ISO 8601: older commits are left out. */
  readonly since?: string;
  readonly limit: number;
}

export interface Mainline {
  /** The oldest first. */
  readonly steps: readonly MainlineStep[];
  /** The range reaches back to a commit that has no parent here: what it brought cannot be told from what was there. */
  readonly reachesRoot: boolean;
  /** There are more commits in the range than the limit. */
  readonly isCut: boolean;
}

const TIMEOUT_MS = 10 * 60_000;
/** 200 merges of a large project say 1 MB. */
const MAX_OUTPUT_BYTES = 512 * 2 ** 20;

/** The last steps of the mainline up to `to`, through two git processes. */
export async function mainline(
  root: string,
  { to, after, since = '', limit }: MainlineRange,
  signal?: AbortSignal,
): Promise<Mainline> {
  const range = { to, limit: limit + 1, firstParent: true };
  const listed = await listCommits(root, after === undefined ? range : { ...range, after }, signal);
  const within = listed.filter(({ committedAt }) => committedAt >= since);
  const commits = within.slice(0, limit).filter(({ parents }) => parents.length > 0);
  const changes = await changesOf(root, commits, signal);
  return {
    steps: commits
      .map((commit) => ({ commit, changes: changes.get(commit.oid) ?? [] }))
      .toReversed(),
    reachesRoot: commits.length < Math.min(within.length, limit),
    isCut: within.length > limit,
  };
}

/** The changes of each commit against its first parent; git says nothing of those that change no file. */
async function changesOf(
  root: string,
  commits: readonly Commit[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, readonly RawChange[]>> {
  if (commits.length === 0) return new Map();
  const args = ['diff-tree', '--stdin', '-r', '--raw', '-z', '--no-abbrev', '-M'];
  const input = commits.map(({ oid, parents: [parent] }) => `${oid} ${parent}\n`);
  const options = { signal, input, timeoutMs: TIMEOUT_MS, maxOutputBytes: MAX_OUTPUT_BYTES };
  const chunks: Buffer[] = [];
  for await (const chunk of gitStream(root, args, options)) chunks.push(chunk);
  return byCommit(Buffer.concat(chunks));
}

const COLON = 0x3a;

/** `<commit>\0`, then its changes as `parseRawDiff` reads them. A path can look like either, so all parts are counted. */
function byCommit(output: Buffer): ReadonlyMap<string, readonly RawChange[]> {
  const found = new Map<string, readonly RawChange[]>();
  let open: { readonly oid: string; readonly begin: number } | undefined;
  const close = (end: number): void => {
    if (open !== undefined) found.set(open.oid, parseRawDiff(output.subarray(open.begin, end)));
  };
  for (let at = 0; at < output.length;) {
    const end = endOf(output, at);
    if (output[at] === COLON) {
      at = afterPaths(output, at, end);
      continue;
    }
    close(at);
    open = { oid: output.toString('latin1', at, end), begin: end + 1 };
    at = end + 1;
  }
  close(output.length);
  return found;
}

/** Behind the one path of a change, or the two of a rename: `:mode mode oid oid R086`. */
function afterPaths(output: Buffer, begin: number, end: number): number {
  const status = output.toString('latin1', begin, end).split(' ').at(-1) ?? '';
  const first = endOf(output, end + 1) + 1;
  return /^[RC]/.test(status) ? endOf(output, first) + 1 : first;
}

function endOf(output: Buffer, at: number): number {
  const end = output.indexOf(0, at);
  return end === -1 ? output.length : end;
}
