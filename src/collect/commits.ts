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
/** The years 0 and 9999: others are written in another form, which sorts elsewhere. */
const MIN_TIME_MS = -62_167_219_200_000;
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
      // What anybody can write comes last: an address that holds the divider harms no other field but the message.
      '--format=%H%x1f%at%x1f%ct%x1f%P%x1f%aE%x1f%B',
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
  const [oid = '', written = '', committed = '', parents = '', author = ''] = fields;
  return {
    oid,
    author,
    at: timeOf(written),
    committedAt: timeOf(committed),
    parents: parents.split(' ').filter((parent) => parent !== ''),
    message: fields.slice(FIELDS - 1).join('\u001f'),
  };
}

/** A commit can name any number of seconds, or none: the nearest time that has a common form, else the first of all. */
function timeOf(seconds: string): string {
  const ms = (Number(seconds) || 0) * 1_000;
  return new Date(Math.min(Math.max(ms, MIN_TIME_MS), MAX_TIME_MS)).toISOString();
}
