import { refusalOf } from './fetch.ts';

/** Of a document about keys or people. */
const MAX_BYTES = 2 ** 20;
const TIMEOUT_MS = 10_000;
/** These have no body (Fetch standard, null body status). */
const NO_BODY: ReadonlySet<number> = new Set([101, 103, 204, 205, 304]);

/** What of a request is passed on. */
export interface BoundedRequest {
  readonly method?: string;
  readonly headers?: NonNullable<RequestInit['headers']>;
  readonly body?: RequestInit['body'];
  readonly signal?: AbortSignal | undefined;
}

/**
 * `fetch` for small documents of servers that are believed only so far: by `https:`, or `http:` to this machine, within 10 s
 * and 1 MiB, without following redirects. Throws as `fetch` does.
 */
export async function boundedFetch(
  url: string | URL,
  init: BoundedRequest = {},
): Promise<Response> {
  const refused = refusalOf(new URL(url), { allowHttp: false });
  if (refused !== undefined) throw new TypeError(refused);
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const signal = init.signal === undefined ? timeout : AbortSignal.any([init.signal, timeout]);
  const { method = 'GET', headers: sent = {}, body: given = null } = init;
  const response = await fetch(url, {
    method,
    body: given,
    signal,
    headers: sent,
    redirect: 'manual',
  });
  const chunks: Uint8Array[] = [];
  let count = 0;
  for await (const chunk of response.body ?? []) {
    count += chunk.byteLength;
    if (count > MAX_BYTES) throw new TypeError(`the answer is longer than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  const { status, statusText, headers } = response;
  const body = NO_BODY.has(status) ? null : Buffer.concat(chunks);
  return new Response(body, { status, statusText, headers });
}
