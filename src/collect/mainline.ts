import { Buffer } from 'node:buffer';
import { gitStream } from '../io/git.ts';
import { listCommits, type Commit } from './commits.ts';
import { parseRawDiff, type RawChange } from './raw-diff.ts';

/** One change of the mainline: what a commit, or a merge as a whole, brought to its first parent. */
export interface MainlineStep {
  readonly commit: Commit;
  readonly parent: string;
  readonly changes: readonly RawChange[];
}

/** Of one step; a commit that brings in a whole tree is an import, no change. */
const MAX_FILES_PER_STEP = 50_000;
const TIMEOUT_MS = 10 * 60_000;

/** The last steps of the mainline up to `to`, the oldest first, through two git processes. A first commit is left out. */
export async function mainlineSteps(
  root: string,
  range: { readonly to: string; readonly after?: string; readonly limit: number },
  signal?: AbortSignal,
): Promise<readonly MainlineStep[]> {
  const commits = await listCommits(root, { ...range, firstParent: true }, signal);
  const wanted = commits.filter(({ parents }) => parents.length > 0);
  const steps: MainlineStep[] = [];
  let index = 0;
  for await (const changes of changesOf(root, wanted, signal)) {
    const commit = wanted[index++];
    const [parent] = commit?.parents ?? [];
    if (commit !== undefined && parent !== undefined) steps.push({ commit, parent, changes });
  }
  return steps.toReversed();
}

/** @yields The changes of each commit against its first parent, in order. */
async function* changesOf(
  root: string,
  commits: readonly Commit[],
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly RawChange[], void> {
  const args = ['diff-tree', '--stdin', '-r', '--raw', '-z', '--no-abbrev', '-M'];
  const chunks: Buffer[] = [];
  const input = commits.map(({ oid, parents: [parent] }) => `${oid} ${parent}\n`);
  for await (const chunk of gitStream(root, args, {
    signal,
    input,
    timeoutMs: TIMEOUT_MS,
    maxOutputBytes: 1024 * 1024 * 1024,
  })) {
    chunks.push(chunk);
  }
  const output = Buffer.concat(chunks);
  const starts = commits.map(({ oid }) => oid);
  let at = 0;
  for (const [index, oid] of starts.entries()) {
    // `<oid>\0`, unless nothing differs: then git says nothing of the commit.
    if (output.toString('latin1', at, at + oid.length) !== oid) {
      yield [];
      continue;
    }
    const begin = at + oid.length + 1;
    at = nextStart(output, begin, starts.slice(index + 1));
    yield parseRawDiff(output.subarray(begin, at)).slice(0, MAX_FILES_PER_STEP);
  }
}

/** Where the next commit begins: after a NUL, one of the ids that are still to come. */
function nextStart(output: Buffer, from: number, oids: readonly string[]): number {
  const coming = new Set(oids);
  const length = oids[0]?.length ?? 0;
  if (length === 0) return output.length;
  for (let at = from; at < output.length;) {
    if (output[at + length] === 0 && coming.has(output.toString('latin1', at, at + length))) {
      return at;
    }
    const end = output.indexOf(0, at);
    if (end === -1) break;
    at = end + 1;
  }
  return output.length;
}
