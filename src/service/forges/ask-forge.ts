import { guardedRequest, type GuardedAnswer } from '../../io/guarded-request.ts';
import { visible } from '../../report/safe-text.ts';
import { retryAfter } from '../notify/retries.ts';
import type { GitHosts } from '../repositories/git-hosts.ts';

/** A forge did not do what it was asked for; the message says what and why, without a secret. */
export class ForgeProblem extends Error {
  override readonly name = 'ForgeProblem';
  /** It may do it later; not before `notBefore`, where it says so. */
  readonly isPassing: boolean;
  readonly notBefore: Date | undefined;

  constructor(
    message: string,
    {
      isPassing,
      notBefore,
    }: { readonly isPassing: boolean; readonly notBefore?: Date | undefined },
  ) {
    super(message);
    this.isPassing = isPassing;
    this.notBefore = notBefore;
  }
}

export interface ForgeRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** In words: `write a comment`. */
  readonly what: string;
  readonly body?: object;
  /** Statuses that are no problem here. */
  readonly expects?: readonly number[];
}

export interface ForgeAnswer {
  readonly status: number;
  /** Parsed; undefined: it is no JSON. */
  readonly body: unknown;
}

/** How a forge is reached. */
export interface ForgePlace {
  /** Of its API, without a slash at its end. */
  readonly api: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The same as for git: where the repository may be fetched from, comments may be written. */
  readonly hosts: GitHosts;
  readonly signal: AbortSignal;
}

/** A page of a hundred comments, each of the largest size. */
const MAX_ANSWER_BYTES = 8 * 2 ** 20;
/** GitHub names no time for its secondary limits: "wait for at least one minute" (docs.github.com, "Rate limits for the REST API"). */
const SECONDARY_MS = 60_000;

/** Asks the API of a forge. Throws ForgeProblem. */
export async function askForge(
  { api, headers, hosts, signal }: ForgePlace,
  path: string,
  { method, what, body, expects = [] }: ForgeRequest,
): Promise<ForgeAnswer> {
  const answer = await guardedRequest(new URL(`${api}${path}`), {
    method,
    headers: {
      accept: 'application/json',
      ...headers,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    refusalOf: (url, addresses) =>
      addresses.length === 0 ? undefined : hosts.refusal(url, addresses),
    maxAnswerBytes: MAX_ANSWER_BYTES,
    signal,
  });
  if (answer.state !== 'answered') {
    throw new ForgeProblem(`cannot ${what}: ${answer.detail}`, {
      isPassing: answer.state === 'failed',
    });
  }
  const { status } = answer;
  const parsed = parse(answer.body);
  if ((status >= 200 && status < 300) || expects.includes(status)) return { status, body: parsed };
  throw problemOf(answer, what, parsed);
}

type Answered = Extract<GuardedAnswer, { state: 'answered' }>;

function problemOf({ status, headers }: Answered, what: string, body: unknown): ForgeProblem {
  const said = messageIn(body);
  const detail = `cannot ${what}: status ${status}${said === '' ? '' : `, ${said}`}`;
  const now = new Date();
  const isLimit =
    status === 429 ||
    (status === 403 &&
      (headers['retry-after'] !== undefined ||
        headers['x-ratelimit-remaining'] === '0' ||
        said.includes('secondary rate limit')));
  if (isLimit) {
    const notBefore =
      retryAfter(headers['retry-after'], now) ??
      resetIn(headers) ??
      new Date(now.getTime() + SECONDARY_MS);
    return new ForgeProblem(`${detail} (the rate limit)`, { isPassing: true, notBefore });
  }
  if (status >= 500 || status === 408) {
    const notBefore = retryAfter(headers['retry-after'], now);
    return new ForgeProblem(detail, { isPassing: true, notBefore });
  }
  return new ForgeProblem(`${detail}${ADVICE[status] ?? ''}`, { isPassing: false });
}

/** What whoever set it up can do about it. */
const ADVICE: Readonly<Record<number, string>> = {
  401: ' (the token is over, or was taken back: give the forge another one)',
  403: ' (the token lacks this permission: docs/pull-requests.md lists them)',
  404: ' (it is not there, or the token may not see it)',
};

/** When the limit is over, in seconds since 1970; an hour away at most, as both forges count. */
function resetIn(headers: Answered['headers']): Date | undefined {
  const value = headers['x-ratelimit-reset'] ?? headers['ratelimit-reset'];
  if (typeof value !== 'string' || !/^\d{9,11}$/u.test(value)) return undefined;
  const at = Number(value) * 1_000;
  const now = Date.now();
  return at <= now ? undefined : new Date(Math.min(at, now + MAX_RESET_MS));
}

const MAX_RESET_MS = 3_600_000;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const MAX_SAID = 200;

/** Both forges say it in `message`, GitLab also in `error`. */
function messageIn(body: unknown): string {
  const known = new Map<string, unknown>(
    typeof body === 'object' && body !== null ? Object.entries(body) : [],
  );
  const message = known.get('message') ?? known.get('error') ?? '';
  const text = typeof message === 'string' ? message : JSON.stringify(message);
  return visible(text.slice(0, MAX_SAID));
}
