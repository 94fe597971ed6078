import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { askForge, ForgeProblem, type ForgePlace } from './ask-forge.ts';
import {
  MAX_PAGES,
  PAGE_SIZE,
  STATUS_NAME,
  type ClientOf,
  type ForgeClient,
  type ForgeComment,
  type ForgeStatus,
} from './forge-client.ts';

const note = Type.Object({ id: Type.Integer(), body: Type.String() });
const isNote = Compile(note);
const isDiscussion = Compile(
  Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{1,64}$' }), notes: Type.Array(note) }),
);
const isMergeRequest = Compile(
  Type.Object({
    diff_refs: Type.Object({
      base_sha: Type.String(),
      start_sha: Type.String(),
      head_sha: Type.String(),
    }),
  }),
);

/** States of commit statuses (docs.gitlab.com, "Commits API", set the pipeline status of a commit, read 2026-11): it has none for undecided. */
const STATES: Readonly<Record<ForgeStatus['state'], string>> = {
  pending: 'pending',
  passes: 'success',
  blocks: 'failed',
  incomplete: 'failed',
};

/** What it says to a position that is not part of the change, and to a status that the commit has already. */
const REFUSED = 400;
const GONE = 404;

/** A merge request on GitLab, by its REST API; `project` is the number of the project. */
export function gitlabClient(
  place: ForgePlace,
  { project, number, source, isFork }: ClientOf,
): ForgeClient {
  // Else GitLab takes the first branch that has the commit, and shows the status there; it knows none of a fork.
  const ref = isFork || source === '' ? `refs/merge-requests/${number}/head` : source;
  const own = `/projects/${project}`;
  const merge = `${own}/merge_requests/${number}`;
  return {
    async setStatus({ commit, state, description, url }) {
      await askForge(place, `${own}/statuses/${commit}`, {
        method: 'POST',
        what: 'set the status of the commit',
        body: {
          state: STATES[state],
          ref,
          name: STATUS_NAME,
          description,
          ...(url === undefined ? {} : { target_url: url }),
        },
        // From pending to pending it refuses to go.
        expects: state === 'pending' ? [REFUSED] : [],
      });
    },
    async comments() {
      const all = await pagesOf(place, `${merge}/notes?sort=asc&order_by=created_at`);
      return all.flatMap((each) =>
        isNote.Check(each) ? [{ id: String(each.id), body: each.body, isOutdated: false }] : [],
      );
    },
    async addComment(body) {
      const what = 'write the comment';
      const answer = await askForge(place, `${merge}/notes`, {
        method: 'POST',
        what,
        body: { body },
      });
      if (isNote.Check(answer.body)) return String(answer.body.id);
      throw new ForgeProblem(`cannot ${what}: the answer is no note`, { isPassing: true });
    },
    async editComment(id, body) {
      const asked = { method: 'PUT', what: 'change the comment', body: { body } } as const;
      const answer = await askForge(place, `${merge}/notes/${id}`, { ...asked, expects: [GONE] });
      return answer.status !== GONE;
    },
    async lineComments() {
      const all = await pagesOf(place, `${merge}/discussions?sort=asc`);
      return all.flatMap((each) => firstNote(each) ?? []);
    },
    async addLineComment({ commit, path, line }, body) {
      const refs = await diffRefs(place, merge);
      // It has moved on: whoever tells of the newer commit writes there.
      if (refs.head_sha !== commit) return undefined;
      const what = 'write a comment at a line';
      const answer = await askForge(place, `${merge}/discussions`, {
        method: 'POST',
        what,
        body: {
          body,
          position: {
            position_type: 'text',
            ...refs,
            new_path: path,
            old_path: path,
            new_line: line,
          },
        },
        expects: [REFUSED],
      });
      if (answer.status === REFUSED) return undefined;
      const made = firstNote(answer.body);
      if (made !== undefined) return made.id;
      throw new ForgeProblem(`cannot ${what}: the answer is no discussion`, { isPassing: true });
    },
    async editLineComment(id, body, isOpen) {
      const [discussion = '', noteId = ''] = id.split('/');
      const thread = `${merge}/discussions/${discussion}`;
      const what = 'change a comment at a line';
      const asked = { method: 'PUT', what, body: { body }, expects: [GONE] } as const;
      const { status } = await askForge(place, `${thread}/notes/${noteId}`, asked);
      if (status === GONE) return false;
      await askForge(place, `${thread}?resolved=${String(!isOpen)}`, { method: 'PUT', what });
      return true;
    },
  };
}

/** A discussion is known by its own id and that of its first note. */
function firstNote(value: unknown): ForgeComment | undefined {
  if (!isDiscussion.Check(value)) return undefined;
  const [first] = value.notes;
  // GitLab moves threads with their lines, and shows those of lines that are gone beside the change.
  return first && { id: `${value.id}/${first.id}`, body: first.body, isOutdated: false };
}

interface DiffRefs {
  readonly base_sha: string;
  readonly start_sha: string;
  readonly head_sha: string;
}

async function diffRefs(place: ForgePlace, merge: string): Promise<DiffRefs> {
  const what = 'read the merge request';
  const { body } = await askForge(place, merge, { method: 'GET', what });
  if (isMergeRequest.Check(body)) {
    const { base_sha, start_sha, head_sha } = body.diff_refs;
    return { base_sha, start_sha, head_sha };
  }
  throw new ForgeProblem(`cannot ${what}: it says nothing of its differences`, { isPassing: true });
}

async function pagesOf(place: ForgePlace, path: string): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { body } = await askForge(place, `${path}&per_page=${PAGE_SIZE}&page=${page}`, {
      method: 'GET',
      what: 'read comments',
    });
    const all: readonly unknown[] = Array.isArray(body) ? body : [];
    found.push(...all);
    if (all.length < PAGE_SIZE) break;
  }
  return found;
}
