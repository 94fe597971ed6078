import { isPrivate, refusalOf } from '../model/address.ts';
import {
  guardedAddresses,
  guardedRequest,
  plainHost,
  type GuardedAnswer,
  type GuardedRequest,
} from './guarded-request.ts';

/** Hosts of our own network that may be sent to; `all`: every one. Others must be on the internet, and speak https. */
export type InternalHosts = ReadonlySet<string> | 'all';

export type GuardedPost =
  | {
      readonly state: 'answered';
      readonly status: number;
      /** `Retry-After` (RFC 9110 §10.2.3) as it was sent. */
      readonly retryAfter: string | undefined;
      /** The beginning of the body. */
      readonly body: string;
    }
  | Exclude<GuardedAnswer, { state: 'answered' }>;

export interface GuardedPostOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly internalHosts: InternalHosts;
  readonly signal: AbortSignal;
}

/** What a receiver says of itself; the rest is not read. */
const MAX_ANSWER_BYTES = 4_096;

/** Sends bytes to an address that somebody typed into a form, as `guardedRequest` does. */
export async function guardedPost(
  url: URL,
  body: string,
  { headers, internalHosts, signal }: GuardedPostOptions,
): Promise<GuardedPost> {
  const answer = await guardedRequest(url, {
    method: 'POST',
    headers,
    body,
    refusalOf: refusalAmong(internalHosts),
    maxAnswerBytes: MAX_ANSWER_BYTES,
    signal,
  });
  if (answer.state !== 'answered') return answer;
  const { status, headers: told, body: text } = answer;
  return { state: 'answered', status, retryAfter: told['retry-after'], body: text };
}

/** Why a URL is not sent to, before its name is looked up; undefined where it may be. */
export function refusedUrl(url: URL, internalHosts: InternalHosts): string | undefined {
  if (url.username !== '' || url.password !== '') return 'a URL must not hold a user and password';
  if (url.protocol === 'https:') return undefined;
  if (url.protocol !== 'http:') return `${url.protocol} is not https:`;
  return isInternal(url, internalHosts) ? undefined : 'http: could be read on the way; use https:';
}

/** The addresses that may be connected to, or why there are none. */
export function allowedAddresses(
  url: URL,
  internalHosts: InternalHosts,
  signal: AbortSignal,
): ReturnType<typeof guardedAddresses> {
  return guardedAddresses(url, refusalAmong(internalHosts), signal);
}

function refusalAmong(internalHosts: InternalHosts): GuardedRequest['refusalOf'] {
  return (url, addresses) => {
    const refused = refusedUrl(url, internalHosts);
    if (refused !== undefined) return refused;
    for (const address of addresses) {
      const never = refusalOf(address);
      const what = never ?? (isPrivate(address) ? 'an internal address' : undefined);
      const isAllowed = never === undefined && isInternal(url, internalHosts);
      if (what !== undefined && !isAllowed) {
        return `the host leads to ${what}, which is not allowed`;
      }
    }
    return undefined;
  };
}

function isInternal(url: URL, internalHosts: InternalHosts): boolean {
  return internalHosts === 'all' || internalHosts.has(plainHost(url));
}
