import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ChangeEvent } from './change-event.ts';
import { addressesOf, commitId, MAX_NUMBER, text } from './event-shapes.ts';

/** `pull_request` (docs.github.com, "Webhook events and payloads", read 2026-11), as far as it is read. */
const isPullRequest = Compile(
  Type.Object({
    number: Type.Integer({ minimum: 1, maximum: MAX_NUMBER }),
    pull_request: Type.Object({
      state: Type.Union([Type.Literal('open'), Type.Literal('closed')]),
      draft: Type.Optional(Type.Boolean()),
      updated_at: text,
      head: Type.Object({
        sha: commitId,
        ref: text,
        // Null: the repository that it came from is gone.
        repo: Type.Union([Type.Null(), Type.Object({ full_name: text })]),
      }),
      base: Type.Object({ ref: text }),
    }),
    repository: Type.Object({
      full_name: Type.String({ pattern: '^[A-Za-z0-9_.-]{1,100}/[A-Za-z0-9_.-]{1,100}$' }),
      clone_url: text,
      html_url: text,
    }),
    installation: Type.Optional(Type.Object({ id: Type.Integer({ minimum: 1 }) })),
  }),
);

/** What a webhook of GitHub says; `event` is its header `X-GitHub-Event`. */
export function githubChange(event: string, payload: unknown): ChangeEvent {
  if (event !== 'pull_request') {
    return { state: 'other', what: event === 'ping' ? 'a ping' : 'no pull request' };
  }
  if (!isPullRequest.Check(payload)) {
    return { state: 'unreadable', why: 'its pull_request lacks what GitHub documents' };
  }
  const { number, pull_request: pull, repository, installation } = payload;
  const { head, base } = pull;
  return {
    state: 'change',
    urls: addressesOf([repository.clone_url, repository.html_url]),
    facts: {
      project: repository.full_name,
      number,
      head: head.sha,
      source: head.ref,
      base: base.ref,
      isOpen: pull.state === 'open',
      isDraft: pull.draft === true,
      isFork: head.repo?.full_name !== repository.full_name,
      installation: installation?.id ?? null,
      updatedAt: pull.updated_at,
    },
  };
}
