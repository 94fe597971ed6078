import { refusalOf } from './fetch.ts';

/** What a server answered, or why none did; `detail` names no credentials. */
export type Posted =
  | { readonly state: 'answered'; readonly status: number; readonly body: string }
  | { readonly state: 'failed'; readonly detail: string };

export interface PostOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** For all of it: a pipeline waits for the end of the run. */
const TIMEOUT_MS = 60_000;
const MAX_ANSWER_BYTES = 2 ** 20;

/**
 * Sends bytes by `https:`, or `http:` to this machine. Redirects are not followed: what is sent is for one server. Never throws
 * for what the network does.
 */
export async function post(
  url: URL,
  body: Uint8Array<ArrayBuffer>,
  { headers, signal }: PostOptions,
): Promise<Posted> {
  const refused = refusalOf(url, { allowHttp: false });
  if (refused !== undefined || url.protocol === 'file:') {
    return { state: 'failed', detail: refused ?? 'a file is no server' };
  }
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    return { state: 'answered', status: response.status, body: await textOf(response) };
  } catch (error) {
    return { state: 'failed', detail: whyOf(error) };
  }
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let count = 0;
  for await (const chunk of response.body ?? []) {
    count += chunk.byteLength;
    if (count > MAX_ANSWER_BYTES) break;
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
