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

const isComment = Compile(
  Type.Object({
    id: Type.Integer(),
    body: Type.String(),
    // Of a comment at a line: null where it is outdated.
    line: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
  }),
);

/** States of commit statuses (docs.github.com, "REST API endpoints for commit statuses", read 2026-11). */
const STATES: Readonly<Record<ForgeStatus['state'], string>> = {
  pending: 'pending',
  passes: 'success',
  blocks: 'failure',
  incomplete: 'error',
};

/** What it says to a comment at a line that is not part of the change. */
const UNPROCESSABLE = 422;
/** What was deleted. */
const GONE: readonly number[] = [404, 410];

/** A pull request on GitHub, by its REST API; `project` is `owner/name`. */
export function githubClient(place: ForgePlace, { project, number }: ClientOf): ForgeClient {
  const repository = `/repos/${project}`;
  const pull = `${repository}/pulls/${number}`;
  const issue = `${repository}/issues/${number}`;
  const add = async (path: string, what: string, body: object): Promise<string> =>
    idIn((await askForge(place, path, { method: 'POST', what, body })).body, what);
  const edit = async (path: string, what: string, body: string): Promise<boolean> => {
    const asked = { method: 'PATCH', what, body: { body }, expects: GONE } as const;
    return !GONE.includes((await askForge(place, path, asked)).status);
  };
  return {
    async setStatus({ commit, state, description, url }) {
      await askForge(place, `${repository}/statuses/${commit}`, {
        method: 'POST',
        what: 'set the status of the commit',
        body: {
          state: STATES[state],
          context: STATUS_NAME,
          description,
          ...(url === undefined ? {} : { target_url: url }),
        },
      });
    },
    comments: () => commentsAt(place, `${issue}/comments`),
    addComment: (body) => add(`${issue}/comments`, 'write the comment', { body }),
    editComment: (id, body) =>
      edit(`${repository}/issues/comments/${id}`, 'change the comment', body),
    lineComments: () => commentsAt(place, `${pull}/comments`),
    async addLineComment({ commit, path, line }, body) {
      const what = 'write a comment at a line';
      const answer = await askForge(place, `${pull}/comments`, {
        method: 'POST',
        what,
        body: { body, commit_id: commit, path, line, side: 'RIGHT' },
        expects: [UNPROCESSABLE],
      });
      return answer.status === UNPROCESSABLE ? undefined : idIn(answer.body, what);
    },
    editLineComment: (id, body) =>
      edit(`${repository}/pulls/comments/${id}`, 'change a comment at a line', body),
  };
}

function idIn(body: unknown, what: string): string {
  if (isComment.Check(body)) return String(body.id);
  throw new ForgeProblem(`cannot ${what}: the answer is no comment`, { isPassing: true });
}

async function commentsAt(place: ForgePlace, path: string): Promise<readonly ForgeComment[]> {
  const found: ForgeComment[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { body } = await askForge(place, `${path}?per_page=${PAGE_SIZE}&page=${page}`, {
      method: 'GET',
      what: 'read comments',
    });
    const all: readonly unknown[] = Array.isArray(body) ? body : [];
    for (const each of all) {
      if (!isComment.Check(each)) continue;
      found.push({ id: String(each.id), body: each.body, isOutdated: each.line === null });
    }
    if (all.length < PAGE_SIZE) break;
  }
  return found;
}
