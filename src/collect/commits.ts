import { git } from '../io/git.ts';

/** What git says of a commit. All of it is text that anybody could have written. */
export interface Commit {
  readonly oid: string;
  /** Mail address of the author. */
  readonly author: string;
  /** ISO 8601, UTC: when it was written. */
  readonly at: string;
  /** The same of the commit as it stands here: a rebased one was written earlier. */
  readonly committedAt: string;
  readonly parents: readonly string[];
  readonly message: string;
}

export interface CommitRange {
  /** Commits that this one reaches are left out. */
  readonly after?: string;
  readonly to: string;
  readonly limit: number;
  /** Only the mainline: merges stand for what they bring. */
  readonly firstParent?: boolean;
}

const FIELDS = 6;
/** The end of the year 9999: later years are written in another form. */
const MAX_TIME_MS = 253_402_300_799_000;

/** Commits of a range, the newest first. */
export async function listCommits(
  root: string,
  { after, to, limit, firstParent = false }: CommitRange,
  signal?: AbortSignal,
): Promise<readonly Commit[]> {
  const output = await git(
    root,
    [
      'log',
      '-z',
      `--max-count=${limit}`,
      ...(firstParent ? ['--first-parent'] : []),
      // Fields are divided by a character that git removes from none of them, but that no message needs.
      '--format=%H%x1f%aE%x1f%at%x1f%ct%x1f%P%x1f%B',
      '--end-of-options',
      to,
      ...(after === undefined ? [] : [`^${after}`]),
    ],
    { signal },
  );
  return output
    .toString('utf8')
    .split('\0')
    .filter((record) => record !== '')
    .map((record) => commitOf(record.split('\u001f')));
}

function commitOf(fields: readonly string[]): Commit {
  const [oid = '', author = '', written = '0', committed = '0', parents = ''] = fields;
  return {
    oid,
    author,
    at: timeOf(written),
    committedAt: timeOf(committed),
    parents: parents.split(' ').filter((parent) => parent !== ''),
    message: fields.slice(FIELDS - 1).join('\u001f'),
  };
}

/** A commit can name any number of seconds; what no date can hold is the latest that one can. */
function timeOf(seconds: string): string {
  return new Date(Math.min(Number(seconds) * 1_000, MAX_TIME_MS)).toISOString();
}
