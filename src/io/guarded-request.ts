import http, {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { resolveHost } from './network.ts';

export type GuardedAnswer =
  | {
      readonly state: 'answered';
      readonly status: number;
      readonly headers: Readonly<IncomingHttpHeaders>;
      /** The beginning of the body. */
      readonly body: string;
    }
  /** Where it leads is not sent to, now and later. */
  | { readonly state: 'refused'; readonly detail: string }
  | { readonly state: 'failed'; readonly detail: string };

export interface GuardedRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Why nothing is sent to a URL that leads to these addresses; undefined where it may be. Asked first with none. */
  readonly refusalOf: (url: URL, addresses: readonly string[]) => string | undefined;
  /** Of the answer; the rest is not read. */
  readonly maxAnswerBytes: number;
  readonly signal: AbortSignal;
}

/** For all of it, from the look-up of the name to the answer. */
const TIMEOUT_MS = 15_000;
const MAX_HEADER_BYTES = 16_384;

/**
 * Asks an address that somebody typed into a form. The name is looked up once, every address of it must be allowed, and the
 * connection goes to one of these: a name that answers differently the second time (DNS rebinding) gains nothing. No redirect is
 * followed, no proxy of the environment used. Never throws for what the network does; no detail quotes the URL, which may hold a
 * secret.
 */
export async function guardedRequest(url: URL, asked: GuardedRequest): Promise<GuardedAnswer> {
  const { body, headers, maxAnswerBytes, signal } = asked;
  const within = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  const found = await guardedAddresses(url, asked.refusalOf, within);
  if ('state' in found) return found;
  return new Promise((resolve) => {
    const request = start(url, found.addresses, {
      ...asked,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
      },
    });
    const settle = (outcome: GuardedAnswer): void => {
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
      void textOf(response, maxAnswerBytes).then((text) => settle(answerOf(response, text)));
    });
    request.end(body);
  });
}

/** The addresses that may be connected to, or why there are none. */
export async function guardedAddresses(
  url: URL,
  refusalOf: GuardedRequest['refusalOf'],
  signal: AbortSignal,
): Promise<
  { readonly addresses: readonly string[] } | Exclude<GuardedAnswer, { state: 'answered' }>
> {
  const early = refusalOf(url, []);
  if (early !== undefined) return { state: 'refused', detail: early };
  const resolved = await resolveHost(plainHost(url), signal);
  if (resolved.kind === 'failed') {
    return failed(`the name could not be looked up: ${resolved.detail}`);
  }
  const refused = refusalOf(url, resolved.addresses);
  return refused === undefined ? resolved : { state: 'refused', detail: refused };
}

/** Without the brackets of IPv6, and the dot at the end of a name. */
export function plainHost({ hostname }: URL): string {
  return hostname.replace(/^\[(?<inner>.*)\]$/u, '$<inner>').replace(/\.$/u, '');
}

function start(
  url: URL,
  addresses: readonly string[],
  { method, headers }: Pick<GuardedRequest, 'method' | 'headers'>,
): http.ClientRequest {
  const host = plainHost(url);
  const options: RequestOptions = {
    method,
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

async function textOf(response: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let count = 0;
  try {
    for await (const chunk of response) {
      if (!(chunk instanceof Buffer)) continue;
      chunks.push(chunk);
      count += chunk.length;
      if (count >= maxBytes) break;
    }
  } catch {
    // The status is there: what else it wanted to say is not needed.
  }
  return Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8');
}

function answerOf({ statusCode = 0, headers }: IncomingMessage, body: string): GuardedAnswer {
  return { state: 'answered', status: statusCode, headers, body };
}

function failed(detail: string): { readonly state: 'failed'; readonly detail: string } {
  return { state: 'failed', detail };
}

/** Codes of the system and of OpenSSL; their messages can quote what a certificate says. */
function wordsOf(error: Error): string {
  const code = 'code' in error ? String(error.code) : 'unknown error';
  return `the connection failed: ${code}`;
}
