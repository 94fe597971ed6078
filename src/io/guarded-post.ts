import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { isPrivate, refusalOf } from '../model/address.ts';
import { resolveHost } from './network.ts';

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
  /** Where it leads is not sent to, now and later. */
  | { readonly state: 'refused'; readonly detail: string }
  | { readonly state: 'failed'; readonly detail: string };

export interface GuardedPostOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly internalHosts: InternalHosts;
  readonly signal: AbortSignal;
}

/** For all of it, from the look-up of the name to the answer. */
const TIMEOUT_MS = 15_000;
/** What a receiver says of itself; the rest is not read. */
const MAX_ANSWER_BYTES = 4_096;
const MAX_HEADER_BYTES = 16_384;

/**
 * Sends bytes to an address that somebody typed into a form. The name is looked up once, every address of it must be allowed, and
 * the connection goes to one of these: a name that answers differently the second time (DNS rebinding) gains nothing. No redirect
 * is followed, no proxy of the environment used. Never throws for what the network does; no detail quotes the URL, which may hold a secret.
 */
export async function guardedPost(
  url: URL,
  body: string,
  { headers, internalHosts, signal }: GuardedPostOptions,
): Promise<GuardedPost> {
  const refused = refusedUrl(url, internalHosts);
  if (refused !== undefined) return { state: 'refused', detail: refused };
  const within = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  const found = await allowedAddresses(url, internalHosts, within);
  if ('state' in found) return found;
  return new Promise((resolve) => {
    const request = start(url, found.addresses, {
      ...headers,
      'content-length': String(Buffer.byteLength(body)),
    });
    const settle = (outcome: GuardedPost): void => {
      within.removeEventListener('abort', onAbort);
      resolve(outcome);
      request.destroy();
    };
    const onAbort = (): void =>
      settle(failed(signal.aborted ? 'it was stopped' : 'no answer in time'));
    within.addEventListener('abort', onAbort, { once: true });
    if (within.aborted) onAbort();
    // After the answer, when we hang up on the rest of it, an error changes nothing: a promise settles once.
    request.on('error', (error) => settle(failed(wordsOf(error))));
    request.on('response', (response) => {
      void textOf(response).then((text) => settle(answerOf(response, text)));
    });
    request.end(body);
  });
}

/** Why a URL is not sent to, before its name is looked up; undefined where it may be. */
export function refusedUrl(url: URL, internalHosts: InternalHosts): string | undefined {
  if (url.username !== '' || url.password !== '') return 'a URL must not hold a user and password';
  if (url.protocol === 'https:') return undefined;
  if (url.protocol !== 'http:') return `${url.protocol} is not https:`;
  return isInternal(url, internalHosts) ? undefined : 'http: could be read on the way; use https:';
}

/** The addresses that may be connected to, or why there are none. */
export async function allowedAddresses(
  url: URL,
  internalHosts: InternalHosts,
  signal: AbortSignal,
): Promise<
  { readonly addresses: readonly string[] } | Exclude<GuardedPost, { state: 'answered' }>
> {
  const resolved = await resolveHost(plainHost(url), signal);
  if (resolved.kind === 'failed') {
    return failed(`the name could not be looked up: ${resolved.detail}`);
  }
  for (const address of resolved.addresses) {
    const what = refusalOf(address) ?? (isPrivate(address) ? 'an internal address' : undefined);
    const isAllowed = refusalOf(address) === undefined && isInternal(url, internalHosts);
    if (what !== undefined && !isAllowed) {
      return { state: 'refused', detail: `the host leads to ${what}, which is not allowed` };
    }
  }
  return resolved;
}

function isInternal(url: URL, internalHosts: InternalHosts): boolean {
  return internalHosts === 'all' || internalHosts.has(plainHost(url));
}

/** Without the brackets of IPv6, and the dot at the end of a name. */
function plainHost({ hostname }: URL): string {
  return hostname.replace(/^\[(?<inner>.*)\]$/u, '$<inner>').replace(/\.$/u, '');
}

function start(
  url: URL,
  addresses: readonly string[],
  headers: Readonly<Record<string, string>>,
): http.ClientRequest {
  const host = plainHost(url);
  const options: RequestOptions = {
    method: 'POST',
    host,
    // Whoever looks the name up again gets the addresses that were looked at.
    lookup: (_name, { all }, answer) => {
      const known = addresses.map((address) => ({ address, family: net.isIP(address) }));
      if (all === true) answer(null, known);
      else answer(null, addresses[0] ?? '', net.isIP(addresses[0] ?? ''));
    },
    ...(url.port === '' ? {} : { port: url.port }),
    path: `${url.pathname}${url.search}`,
    headers: { ...headers, host: url.host, 'user-agent': 'lockstep' },
    setHost: false,
    agent: false,
    maxHeaderSize: MAX_HEADER_BYTES,
  };
  if (url.protocol === 'http:') return http.request(options);
  return https.request({ ...options, agent: false, servername: net.isIP(host) === 0 ? host : '' });
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let count = 0;
  try {
    for await (const chunk of response) {
      if (!(chunk instanceof Buffer)) continue;
      chunks.push(chunk);
      count += chunk.length;
      if (count >= MAX_ANSWER_BYTES) break;
    }
  } catch {
    // The status is there: what else it wanted to say is not needed.
  }
  return Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString('utf8');
}

function answerOf({ statusCode = 0, headers }: IncomingMessage, body: string): GuardedPost {
  return { state: 'answered', status: statusCode, retryAfter: headers['retry-after'], body };
}

function failed(detail: string): { readonly state: 'failed'; readonly detail: string } {
  return { state: 'failed', detail };
}

/** Codes of the system and of OpenSSL; their messages can quote what a certificate says. */
function wordsOf(error: Error): string {
  const code = 'code' in error ? String(error.code) : 'unknown error';
  return `the connection failed: ${code}`;
}
