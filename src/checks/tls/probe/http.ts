import type { HttpFacts, ProtocolVersion } from '../observation.ts';
import type { HttpAnswer } from '../../../model/network.ts';
import type { Door } from './door.ts';

/** Headers that concern transport, or tell which server it is that needs a fix. Everything else is left where it is. */
const kept = [
  'strict-transport-security',
  'content-security-policy',
  'expect-ct',
  'public-key-pins',
  'location',
  'date',
  'server',
  'via',
  'alt-svc',
  'upgrade',
  'set-cookie',
] as const;

const MAX_VALUE_CHARACTERS = 1_000;
const MAX_COOKIES = 20;
/** Headers decide less than handshakes do: not worth the longest pauses. */
const MAX_RETRIES = 2;
const HTTPS_PORT = 443;
const HTTP_PORT = 80;

/** What HTTP says on top of TLS, and on the port for plain HTTP beside 443. */
export async function observeHttp(
  door: Door,
  versions: readonly ProtocolVersion[],
): Promise<{ readonly https: HttpFacts; readonly plain: HttpFacts }> {
  const { starttls, port } = door.endpoint;
  if (starttls !== undefined) {
    return { https: notTested('not HTTP'), plain: notTested('not HTTP') };
  }
  const [https, plain] = await Promise.all([
    versions.some((version) => version.startsWith('TLS'))
      ? ask(door, 'https', port)
      : failed('no version that this program can speak itself'),
    port === HTTPS_PORT
      ? ask(door, 'http', HTTP_PORT)
      : notTested(`no port for plain HTTP belongs to port ${port}`),
  ]);
  return { https, plain };
}

function notTested(why: string): HttpFacts {
  return { state: 'not-tested', why };
}

function failed(why: string): HttpFacts {
  return { state: 'failed', why };
}

/** Broken off on the way: asked again, like handshakes. */
const lost: ReadonlySet<string> = new Set(['ECONNRESET', 'ETIMEDOUT', 'EPIPE']);

async function ask(door: Door, scheme: 'http' | 'https', port: number): Promise<HttpFacts> {
  const { network, options, endpoint } = door;
  let answer: HttpAnswer = { kind: 'failed', detail: 'out of time' };
  for (const pauseMs of [0, ...options.backoffMs.slice(0, MAX_RETRIES)]) {
    if (pauseMs > 0) await network.wait(Math.min(pauseMs, door.leftMs()));
    if (door.closedBecause() !== undefined) break;
    if (scheme === 'https') door.connections += 1;
    answer = await network.http({
      address: door.address,
      port,
      scheme,
      host: endpoint.serverName ?? endpoint.host,
      path: '/',
      timeoutMs: Math.min(options.handshakeTimeoutMs, door.leftMs()),
    });
    if (answer.kind === 'answered' || !lost.has(answer.detail)) break;
  }
  return answer.kind === 'failed'
    ? failed(answer.detail)
    : { state: 'answered', status: answer.status, headers: keepTransport(answer.headers) };
}

/** Of the headers only what concerns transport, without anything that could be secret. */
export function keepTransport(
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const found = kept.flatMap((name) => {
    const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
    return value === undefined ? [] : [[name, clean(name, value)] as const];
  });
  return Object.fromEntries(found);
}

function clean(name: (typeof kept)[number], value: string): string {
  const safe =
    name === 'set-cookie' ? withoutValues(value) : name === 'location' ? place(value) : value;
  return safe.replace(/[^\x20-\x7e\n]/gu, '?').slice(0, MAX_VALUE_CHARACTERS);
}

/** A session is in a cookie's value: only names and flags of transport stay. */
function withoutValues(cookies: string): string {
  return cookies
    .split('\n')
    .slice(0, MAX_COOKIES)
    .map((cookie) => {
      const [pair = '', ...attributes] = cookie.split(';');
      const flags = attributes
        .map((attribute) => attribute.trim())
        .filter((attribute) =>
          /^(?:secure|httponly|samesite=(?:strict|lax|none))$/iu.test(attribute),
        );
      // Without an equals sign all of it is a value (RFC 6265 §5.2 is not followed by all).
      const name = pair.includes('=') ? (pair.split('=')[0] ?? '').trim() : '';
      return [name, ...flags].join('; ');
    })
    .join('\n');
}

/** Where it leads, without credentials and without what a query may carry. */
function place(location: string): string {
  const bare = location.split(/[?#]/u)[0] ?? '';
  return bare.replace(/^([a-z][a-z0-9+.-]{0,20}:)?\/\/[^/@]{0,500}@/iu, '$1//');
}
