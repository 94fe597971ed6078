import { noteKnown, noteUnknown } from './known.ts';
import type { Operations } from './operations.gen.ts';

/** `GET /v1/findings`: an operation of the API. */
export type OperationName = keyof Operations;
export type AnswerOf<Name extends OperationName> = Operations[Name]['answer'];
export type QueryOf<Name extends OperationName> = Operations[Name]['query'];

/** A part of a request may be left out where everything in it may. */
type Part<Key extends string, Value> = [Value] extends [null]
  ? unknown
  : object extends Value
    ? { readonly [K in Key]?: Value }
    : { readonly [K in Key]: Value };
export type Given<Name extends OperationName> = Part<'path', Operations[Name]['path']> &
  Part<'query', Operations[Name]['query']> &
  Part<'body', Operations[Name]['body']> & {
    readonly signal?: AbortSignal;
    /** The answer is not waited for when the page goes away, but the request is. */
    readonly keepalive?: boolean;
  };

/** What the service says of a request that it did not do: RFC 9457. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
  /** 0: there was no answer. */
  readonly status: number;
  readonly title: string;
  readonly requestId: string;
  /** Of what was sent: what it is about; empty: of nothing alone. */
  readonly field: string;

  constructor(
    status: number,
    { title = '', detail = '', requestId = '', field = '' }: ProblemText,
  ) {
    super(detail);
    this.status = status;
    this.title = title;
    this.requestId = requestId;
    this.field = field;
  }
}

interface ProblemText {
  readonly title?: string;
  readonly detail?: string;
  readonly requestId?: string;
  readonly field?: string;
}

/** With what changes something: another site cannot send it. */
const CHANGE = { 'x-lockstep-change': '1' };

/** Asks the service; throws RequestFailed. */
export async function request<Name extends OperationName>(
  name: Name,
  given: Given<Name>,
): Promise<AnswerOf<Name>> {
  const { path = {}, query = {}, body, signal, keepalive = false }: Loose = given;
  const [method = '', template = ''] = name.split(' ');
  const address = template.replaceAll(/\{(?<key>\w+)\}/gu, (_, key: string) =>
    encodeURIComponent(String(path[key])),
  );
  const answer = await sent(`${address}${queryText(query)}`, {
    method,
    signal: signal ?? null,
    keepalive,
    ...withBody(method === 'GET' ? {} : CHANGE, body),
  });
  if (answer.ok) {
    noteKnown();
    return answer.status === 204 ? null : answer.json();
  }
  if (answer.status === 401) noteUnknown();
  throw new RequestFailed(answer.status, await problemOf(answer));
}

function withBody(
  headers: Readonly<Record<string, string>>,
  body: unknown,
): Pick<RequestInit, 'headers' | 'body'> {
  if (body === undefined) return { headers };
  return {
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

interface Loose {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  readonly keepalive?: boolean;
}

async function sent(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new RequestFailed(0, { title: 'The service does not answer', detail: String(error) });
  }
}

async function problemOf(answer: Response): Promise<ProblemText> {
  try {
    return await answer.json();
  } catch {
    // A proxy between us and the service answers in its own words.
    return { title: `${answer.status} ${answer.statusText}` };
  }
}

function queryText(query: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  if (given.length === 0) return '';
  return `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()}`;
}
