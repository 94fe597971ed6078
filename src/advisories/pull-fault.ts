/** Why one part of a pull failed, as a phrase; the others go on, and what was there before stays in force. */
export class PullFault extends Error {}

/** Throws what a fetch failed with. */
export function notFound(
  url: URL,
  fetched:
    | { readonly state: 'absent' | 'unchanged' }
    | { readonly state: 'failed'; readonly detail: string },
): PullFault {
  const why = fetched.state === 'failed' ? fetched.detail : 'there is no such file';
  return new PullFault(`${url.href}: ${why}`);
}
