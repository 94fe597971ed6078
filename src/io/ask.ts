import { refusalOf } from './fetch.ts';

/** What a server answered, or why none did; `detail` names no credentials. */
export type Asked =
  | {
      readonly state: 'answered';
      readonly status: number;
      readonly headers: Headers;
      readonly body: string;
    }
  | { readonly state: 'failed'; readonly detail: string };

export interface AskOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** With it the request is a POST. */
  readonly body?: Uint8Array<ArrayBuffer>;
  /** Of the answer; more is a failure. */
  readonly maxBytes?: number;
}

/** For all of it: a pipeline waits for the end of the run. */
const TIMEOUT_MS = 60_000;
const MAX_ANSWER_BYTES = 2 ** 20;

/**
 * Asks a server by `https:`, or `http:` on this machine. Redirects are not followed: what is sent is for one server. Never throws
 * for what the network does.
 */
export async function ask(url: URL, options: AskOptions): Promise<Asked> {
  const refused = refusalOf(url, { allowHttp: false });
  if (refused !== undefined || url.protocol === 'file:') {
    return { state: 'failed', detail: refused ?? 'a file is no server' };
  }
  const { headers, signal, body, maxBytes = MAX_ANSWER_BYTES } = options;
  try {
    const response = await fetch(url, {
      ...(body === undefined ? {} : { method: 'POST', body }),
      headers,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const text = await textOf(response, maxBytes);
    if (text === undefined) return { state: 'failed', detail: `more than ${maxBytes} bytes` };
    return { state: 'answered', status: response.status, headers: response.headers, body: text };
  } catch (error) {
    return { state: 'failed', detail: whyOf(error) };
  }
}

async function textOf(response: Response, maxBytes: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let count = 0;
  for await (const chunk of response.body ?? []) {
    count += chunk.byteLength;
    if (count > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** `fetch` hides the reason in the cause. */
function whyOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const text = cause instanceof Error ? cause.message : 'unknown';
  return (text === '' ? code : text).slice(0, 200);
}
