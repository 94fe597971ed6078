import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { Proposal } from '../model/evidence.ts';

/** A change of the policy as a patch that `git am` and `git apply` take, with the evidence as its message. */
export function patchOf(
  file: string,
  {
    before,
    after,
    proposals,
  }: { readonly before: string; readonly after: string; readonly proposals: readonly Proposal[] },
): string {
  const [first, second] = proposals;
  const subject =
    first !== undefined && second === undefined
      ? `${first.cause === 'promotion' ? 'promote' : 'demote'} ${first.rule} to ${first.to}`
      : `${proposals.length} stages follow their evidence`;
  const diff = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
  const body = proposals
    .map(({ rule, from, to, evidence }) => `${rule}: ${from} -> ${to}\n${listed(evidence)}`)
    .join('\n');
  return `Subject: [PATCH] policy: ${subject}\n\n${body}\n---\ndiff --git a/${file} b/${file}\n${diff}`;
}

function listed(sentences: readonly string[]): string {
  return sentences.map((sentence) => `  - ${sentence}\n`).join('');
}
