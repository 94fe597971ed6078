import { Buffer } from 'node:buffer';
import { git, gitStream } from '../io/git.ts';
import { LockstepError } from '../model/error.ts';
import type { Incomplete } from '../model/incomplete.ts';
import { isRegularMode } from './blobs.ts';
import { nameOf } from './names.ts';
import { requireGit, type OpenTarget } from './target.ts';

/** One content that a file once had, with the commit that brought it first. */
export interface HistoryBlob {
  readonly oid: string;
  readonly path: string;
  /** What the file held before, where the commit changed it (of a merge: in its first parent). */
  readonly previousOid?: string;
  readonly origin: CommitOrigin;
  /** Whether the commit that is checked out still has a file of this content. */
  readonly present: boolean;
}

export interface CommitOrigin {
  readonly commit: string;
  /** `Name <mail>`. */
  readonly author: string;
  /** ISO 8601, when it was written. */
  readonly date: string;
}

export interface History {
  readonly blobs: AsyncGenerator<HistoryBlob, void>;
  readonly incomplete: readonly Incomplete[];
}

const timeoutMs = 30 * 60_000;

/** Every blob of every commit that a ref, the stash or HEAD reaches, once, oldest first. Links and submodules are none. */
export async function listHistory(target: OpenTarget, signal?: AbortSignal): Promise<History> {
  const { shallow, commit } = requireGit(target);
  const present = commit === undefined ? new Set<string>() : await blobsOf(target.root, commit);
  const incomplete: readonly Incomplete[] = shallow
    ? [
        {
          checkId: '*',
          what: 'history',
          reason: 'no-history',
          detail:
            'The clone is shallow: older commits were not examined. Fetch them: git fetch --unshallow (in a pipeline: fetch-depth: 0).',
        },
      ]
    : [];
  return { blobs: blobsOfLog(target.root, present, signal), incomplete };
}

async function blobsOf(root: string, commit: string): Promise<ReadonlySet<string>> {
  const listed = await git(root, ['ls-tree', '-r', '-z', '--full-tree', commit]);
  const oids = new Set<string>();
  for (let at = 0; at < listed.length; at = listed.indexOf(0, at) + 1) {
    // `<mode> blob <oid>`: the object's name begins at 12.
    oids.add(listed.toString('latin1', at + 12, listed.indexOf(9, at)));
  }
  return oids;
}

async function* blobsOfLog(
  root: string,
  present: ReadonlySet<string>,
  signal: AbortSignal | undefined,
): AsyncGenerator<HistoryBlob, void> {
  const seen = new Set<string>();
  let origin: CommitOrigin | undefined;
  let change: RawChange | undefined;
  const log = gitStream(root, logArguments, { signal, timeoutMs, maxOutputBytes: Infinity });
  for await (const field of fields(log)) {
    if (change === undefined) {
      // Git puts a line feed in front of some; a path can begin with one as well.
      const text = field[0] === 10 ? field.subarray(1) : field;
      if (text[0] === headerMark) origin = parseHeader(text);
      else if (text.length > 0) change = parseChange(text);
      continue;
    }
    const { mode, ...blob } = change;
    change = undefined;
    if (origin === undefined || !isRegularMode(mode) || seen.has(blob.oid)) continue;
    seen.add(blob.oid);
    yield { ...blob, path: nameOf(field).path, origin, present: present.has(blob.oid) };
  }
}

const headerMark = 1;

/**
 * Parents before their children, so that the first commit of a blob comes first. Of a merge (`-c`) only what differs
 * from all parents: what the merge itself brought in.
 */
const logArguments: readonly string[] = [
  'log',
  '--all',
  '--date-order',
  '--reverse',
  '--raw',
  '-c',
  '--no-renames',
  '--no-abbrev',
  '--no-ext-diff',
  '--no-textconv',
  '--no-show-signature',
  '--no-notes',
  '--no-mailmap',
  '--encoding=UTF-8',
  '-z',
  '--format=%x01%H %aI %an <%ae>',
];

// What stands between the zero bytes.
async function* fields(output: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of output) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    for (let end = bytes.indexOf(0, at); end !== -1; end = bytes.indexOf(0, at)) {
      yield bytes.subarray(at, end);
      at = end + 1;
    }
    rest = bytes.subarray(at);
  }
}

function parseHeader(field: Buffer): CommitOrigin {
  const text = field.toString('utf8', 1);
  const [commit = '', date = ''] = text.split(' ', 2);
  return { commit, date, author: text.slice(commit.length + date.length + 2) };
}

interface RawChange {
  readonly mode: string;
  readonly oid: string;
  readonly previousOid?: string;
}

/** `:<old mode> <mode> <old oid> <oid> <status>`; of a merge one more colon, mode and oid for each further parent. */
function parseChange(field: Buffer): RawChange {
  const text = field.toString('latin1');
  const parents = /^:*/.exec(text)?.[0].length ?? 0;
  const parts = text.slice(parents).split(' ');
  const mode = parts[parents];
  const previousOid = parts[parents + 1];
  const oid = parts[parents * 2 + 1];
  if (parents === 0 || mode === undefined || oid === undefined || previousOid === undefined) {
    throw new LockstepError('git', `git log said what is not understood: ${text.slice(0, 80)}`, {
      repair: 'Update git, or report this with the output of: git --version',
    });
  }
  // Kept in a set for long: a copy, so that it does not hold on to the text that it was cut from.
  const copy = Buffer.from(oid, 'latin1').toString('latin1');
  return /^0+$/.test(previousOid) ? { mode, oid: copy } : { mode, oid: copy, previousOid };
}
