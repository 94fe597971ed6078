import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { readFileUrl } from './fetch-file.ts';
import { tooLarge, type Fetched, type FetchOptions, type Sink } from './fetched.ts';

const MAX_ATTEMPTS = 4;
const MAX_REDIRECTS = 5;
/** A server that says nothing for so long is taken for dead. */
const IDLE_MS = 30_000;
/** A file of some GB over a slow line. */
const MAX_TOTAL_MS = 30 * 60_000;
const FIRST_PAUSE_MS = 500;
/** Whatever `Retry-After` asks for: a pipeline waits for the end of the run. */
const MAX_PAUSE_MS = 60_000;
const MAX_HEADER_BYTES = 65_536;
/** Statuses that mean: later perhaps (RFC 6585 §4, RFC 9110 §15.6). */
const RETRIED: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Fetches a file by `https:`, `http:` (of this machine) or `file:`. Redirects are followed, also to another host, never
 * from https to http. What was cut off or refused for now is asked for again, four times at most. Never throws for what
 * the network does; `detail` names no credentials.
 */
export async function fetchInto(url: URL, sink: Sink, options: FetchOptions): Promise<Fetched> {
  const refused = refusalOf(url, options);
  if (refused !== undefined) return failed(refused);
  if (url.protocol === 'file:') return readFileUrl(url, sink, options);
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await attemptOf(url, sink, options);
    if (outcome.state !== 'again') return outcome;
    if (options.signal.aborted) return failed('it was stopped');
    if (attempt === MAX_ATTEMPTS) return failed(`${outcome.detail} (${MAX_ATTEMPTS} attempts)`);
    const pause = outcome.afterMs ?? FIRST_PAUSE_MS * 2 ** (attempt - 1);
    await options.wait(Math.min(pause, MAX_PAUSE_MS));
  }
}

type Attempt =
  | Fetched
  | { readonly state: 'again'; readonly detail: string; readonly afterMs?: number | undefined };

/** The names by which a machine calls itself (RFC 6761 §6.3, RFC 1122 §3.2.1.3, RFC 4291 §2.5.3). */
const LOOPBACK = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/u;

/** Why a URL is not asked; undefined where it may be. */
export function refusalOf(
  url: URL,
  { allowHttp }: { readonly allowHttp: boolean },
): string | undefined {
  if (url.username !== '' || url.password !== '') return 'a URL must not hold credentials';
  if (url.protocol === 'https:' || url.protocol === 'file:') return undefined;
  if (url.protocol !== 'http:') return `${url.protocol} is not a way to fetch files`;
  return allowHttp || LOOPBACK.test(url.hostname)
    ? undefined
    : `http: to ${url.hostname} could be changed on the way`;
}

async function attemptOf(start: URL, sink: Sink, options: FetchOptions): Promise<Attempt> {
  const controller = new AbortController();
  const signal = AbortSignal.any([
    options.signal,
    controller.signal,
    AbortSignal.timeout(MAX_TOTAL_MS),
  ]);
  try {
    let url = start;
    for (let step = 0; step <= MAX_REDIRECTS; step += 1) {
      const response = await ask(url, options, signal);
      const next = redirectOf(response, url);
      if (next === undefined) return await answerOf(response, sink, options);
      response.destroy();
      const refused = refusalOf(next, options);
      if (refused !== undefined || (url.protocol === 'https:' && next.protocol !== 'https:')) {
        return failed(`it leads to ${next.protocol}//${next.host}, which is not allowed`);
      }
      url = next;
    }
    return failed(`more than ${MAX_REDIRECTS} redirects`);
  } catch (error) {
    const detail = options.signal.aborted ? 'it was stopped' : wordsOf(error);
    return { state: 'again', detail };
  } finally {
    controller.abort();
  }
}

async function ask(
  url: URL,
  { etag, accept = '*/*' }: FetchOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const headers = {
    'user-agent': 'lockstep',
    accept,
    // Lengths and digests are those of the file.
    'accept-encoding': 'identity',
    ...(etag === undefined || etag === '' ? {} : { 'if-none-match': etag }),
  };
  const options = { headers, signal, timeout: IDLE_MS, maxHeaderSize: MAX_HEADER_BYTES };
  return new Promise((resolve, reject) => {
    const request =
      url.protocol === 'https:'
        ? https.get(url, options, resolve)
        : http.get(url, options, resolve);
    request.on('timeout', () => request.destroy(new Silence()));
    request.on('error', reject);
  });
}

class Silence extends Error {
  readonly code = 'ETIMEDOUT';
}

/** Where it leads; itself where it names no place that can be understood. */
function redirectOf(response: IncomingMessage, from: URL): URL | undefined {
  const { location } = response.headers;
  if (!REDIRECTS.has(response.statusCode ?? 0) || location === undefined) return undefined;
  return URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
}

async function answerOf(
  response: IncomingMessage,
  sink: Sink,
  options: FetchOptions,
): Promise<Attempt> {
  const status = response.statusCode ?? 0;
  if (status === 200) return bodyOf(response, sink, options);
  response.destroy();
  if (status === 304) return { state: 'unchanged' };
  if (status === 404 || status === 410) return { state: 'absent' };
  const detail = `the server answered with status ${status}`;
  if (!RETRIED.has(status)) return failed(detail);
  return { state: 'again', detail, afterMs: pauseIn(response.headers['retry-after']) };
}

/** Seconds only: a date would have to be compared with a clock that may be wrong. */
function pauseIn(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,6}$/u.test(header) ? Number(header) * 1000 : undefined;
}

async function bodyOf(
  response: IncomingMessage,
  sink: Sink,
  { maxBytes, onBytes }: FetchOptions,
): Promise<Attempt> {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') return failed(`it is sent with the encoding ${encoding}`);
  const length = lengthIn(response);
  if (length !== undefined && length > maxBytes) return failed(tooLarge(maxBytes));
  let done = 0;
  sink.start();
  for await (const chunk of chunksOf(response)) {
    done += chunk.byteLength;
    if (done > maxBytes) return failed(tooLarge(maxBytes));
    sink.write(chunk);
    onBytes?.(done, length);
  }
  if (length !== undefined && done !== length) {
    return { state: 'again', detail: `it ended after ${done} of ${length} bytes` };
  }
  return { state: 'found', sizeBytes: done, etag: response.headers.etag ?? '' };
}

function lengthIn(response: IncomingMessage): number | undefined {
  const stated = response.headers['content-length'] ?? '';
  return /^\d{1,15}$/u.test(stated) ? Number(stated) : undefined;
}

/** @yields What came: a stream without an encoding gives buffers; its type does not say so. */
async function* chunksOf(response: IncomingMessage): AsyncGenerator<Uint8Array> {
  for await (const chunk of response) if (chunk instanceof Uint8Array) yield chunk;
}

function failed(detail: string): Fetched {
  return { state: 'failed', detail };
}

const words: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'nothing answers there'],
  ['ENOTFOUND', 'the name is not known'],
  ['EAI_AGAIN', 'the name could not be looked up'],
  ['ECONNRESET', 'the connection was cut off'],
  ['ETIMEDOUT', 'the server is silent'],
  ['ENETUNREACH', 'there is no network'],
  ['EHOSTUNREACH', 'there is no way to it'],
  ['ENOSPC', 'the disk is full'],
]);

function wordsOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'an unknown error';
  return words.get(code) ?? `the connection failed: ${code}`;
}
