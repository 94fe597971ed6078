import { constants } from 'node:crypto';
import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import type { HttpAnswer, HttpRequest } from '../model/network.ts';

/** As Node's default since 14; said here because answers are hostile. */
const MAX_HEADER_BYTES = 16_384;
/** From this status on the question is asked again with GET: many servers know HEAD badly or not at all. */
const FIRST_REFUSAL = 400;

/**
 * One question of HTTP/1.1: HEAD, then GET where that is refused. Whatever TLS this Node can speak will do, certificates
 * are not verified: the answer is a fact about headers only, and nothing that is secret is sent.
 */
export async function requestHttp(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
  // Some servers never answer a HEAD (`openssl s_server -www`): half of the time is for the GET.
  const timeoutMs = request.timeoutMs / 2;
  const head = await ask({ ...request, timeoutMs }, 'HEAD', signal);
  if (signal.aborted || (head.kind === 'answered' && head.status < FIRST_REFUSAL)) return head;
  if (head.kind === 'failed' && !afterConnecting.has(head.detail)) return head;
  const got = await ask({ ...request, timeoutMs }, 'GET', signal);
  return got.kind === 'answered' ? got : head;
}

/** How servers hang up on a HEAD that they do not understand. */
const afterConnecting: ReadonlySet<string> = new Set([
  'timeout',
  'ECONNRESET',
  'HPE_INVALID_CONSTANT',
]);

async function ask(
  request: HttpRequest,
  method: 'HEAD' | 'GET',
  signal: AbortSignal,
): Promise<HttpAnswer> {
  if (signal.aborted) return { kind: 'failed', detail: 'stopped' };
  return new Promise((resolve) => {
    const asked = start(request, method);
    const settle = (answer: HttpAnswer): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      resolve(answer);
      asked.destroy();
    };
    const timer = setTimeout(
      () => settle({ kind: 'failed', detail: 'timeout' }),
      request.timeoutMs,
    );
    const onAbort = (): void => settle({ kind: 'failed', detail: 'stopped' });
    signal.addEventListener('abort', onAbort, { once: true });
    asked.on('response', (response) => settle(answerOf(response)));
    // Errors after the answer (we hang up on the body) change nothing: a promise settles once.
    asked.on('error', (error: NodeJS.ErrnoException) => {
      settle({ kind: 'failed', detail: error.code ?? 'unknown error' });
    });
    asked.end();
  });
}

function start(request: HttpRequest, method: string): http.ClientRequest {
  const options: RequestOptions = {
    host: request.address,
    port: request.port,
    path: request.path,
    method,
    agent: false,
    setHost: false,
    maxHeaderSize: MAX_HEADER_BYTES,
    headers: { host: hostHeader(request), 'user-agent': 'lockstep', accept: '*/*' },
  };
  if (request.scheme === 'http') return http.request(options);
  context ??= tls.createSecureContext(anyTls);
  const lenient: TlsRequestOptions = {
    ...options,
    agent: httpsAgent,
    rejectUnauthorized: false,
    secureContext: context,
    minDHSize: 1,
    servername: net.isIP(request.host) === 0 ? request.host : '',
  };
  return https.request(lenient);
}

/** What `https.request` hands on to `tls.connect`, beyond what its types say. */
type TlsRequestOptions = https.RequestOptions & {
  readonly secureContext: tls.SecureContext;
  readonly minDHSize: number;
};

/** As lenient as OpenSSL can be made: old servers are what one wants to know about. */
const anyTls: tls.SecureContextOptions = {
  minVersion: 'TLSv1',
  ciphers: 'ALL:@SECLEVEL=0',
  secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
};
/** Made when it is needed, and once: each takes half a millisecond and memory of OpenSSL until it is collected. */
let context: tls.SecureContext | undefined;
/** Keeps neither connections nor sessions: the next endpoint is another one. */
const httpsAgent = new https.Agent({ keepAlive: false, maxCachedSessions: 0 });

function hostHeader({ host, port, scheme }: HttpRequest): string {
  const name = net.isIPv6(host) ? `[${host}]` : host;
  return port === (scheme === 'https' ? 443 : 80) ? name : `${name}:${port}`;
}

function answerOf(response: IncomingMessage): HttpAnswer {
  const headers: Record<string, string> = {};
  const { rawHeaders } = response;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = rawHeaders[index + 1] ?? '';
    const before = Object.hasOwn(headers, name) ? headers[name] : undefined;
    Object.defineProperty(headers, name, {
      value: before === undefined ? value : `${before}${separatorOf(name)}${value}`,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return { kind: 'answered', status: response.statusCode ?? 0, headers };
}

/** Cookies cannot be joined by commas (RFC 9110 §5.3, RFC 6265 §3): dates in them have some. */
function separatorOf(name: string): string {
  return name === 'set-cookie' ? '\n' : ', ';
}
