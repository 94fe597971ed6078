import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ChangeEvent } from './change-event.ts';
import { addressesOf, commitId, MAX_NUMBER, text } from './event-shapes.ts';

const id = Type.Integer({ minimum: 1, maximum: MAX_NUMBER });
const isKind = Compile(Type.Object({ object_kind: text }));
/** `Merge Request Hook` (docs.gitlab.com, "Webhook events", merge request events, read 2026-11), as far as it is read. */
const isMergeRequest = Compile(
  Type.Object({
    project: Type.Object({ id, git_http_url: text, web_url: text }),
    object_attributes: Type.Object({
      iid: id,
      state: text,
      // Before 15.0 only the other name.
      draft: Type.Optional(Type.Boolean()),
      work_in_progress: Type.Optional(Type.Boolean()),
      target_branch: text,
      source_branch: text,
      // Null: the repository that it came from is gone.
      source_project_id: Type.Union([Type.Null(), id]),
      target_project_id: id,
      last_commit: Type.Object({ id: commitId }),
      updated_at: text,
    }),
  }),
);

/** What a webhook of GitLab says. */
export function gitlabChange(payload: unknown): ChangeEvent {
  if (!isKind.Check(payload)) return { state: 'unreadable', why: 'it does not say what it is of' };
  if (payload.object_kind !== 'merge_request') return { state: 'other', what: 'no merge request' };
  if (!isMergeRequest.Check(payload)) {
    return { state: 'unreadable', why: 'its object_attributes lack what GitLab documents' };
  }
  const { project, object_attributes: merge } = payload;
  return {
    state: 'change',
    urls: addressesOf([project.git_http_url, project.web_url]),
    facts: {
      project: String(project.id),
      number: merge.iid,
      head: merge.last_commit.id,
      source: merge.source_branch,
      base: merge.target_branch,
      // Others are closed, merged, and locked, which is about to be merged.
      isOpen: merge.state === 'opened',
      isDraft: merge.draft ?? merge.work_in_progress ?? false,
      isFork: merge.source_project_id !== merge.target_project_id,
      installation: null,
      updatedAt: merge.updated_at,
    },
  };
}
