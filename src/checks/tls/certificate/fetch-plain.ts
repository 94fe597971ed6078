import { isLoopback, isPrivate, refusalOf } from '../../../model/address.ts';
import type { Connection, Network } from '../../../model/network.ts';

export type Fetched =
  | { readonly kind: 'body'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly why: string };

export interface PlainRequest {
  readonly url: string;
  /** A POST where there is something to send. */
  readonly body?: { readonly type: string; readonly bytes: Uint8Array };
  readonly timeoutMs: number;
  /** Addresses that are not public may be asked: the endpoint itself is at one. */
  readonly allowsPrivate: boolean;
}

/** A connection hands out no more than 1 MiB anyhow; longer lists cannot be told. */
const maxBytes = 1_048_576;
const maxReads = 10_000;
const maxUrlLength = 1000;

/** One HTTP answer in clear, as authorities give them (RFC 6960 appendix A, RFC 5280 §4.2.1.13). Follows no redirect. */
export async function fetchPlain(network: Network, request: PlainRequest): Promise<Fetched> {
  const url = readUrl(request.url);
  if (url === undefined) return failed('not an http: address');
  const resolved = await network.resolve(url.hostname.replace(/^\[|\]$/gu, ''));
  if (resolved.kind === 'failed') return failed(resolved.detail);
  const address = resolved.addresses.find((each) => isAllowed(each, request.allowsPrivate));
  if (address === undefined) return failed('its address is not public');
  const port = url.port === '' ? 80 : Number(url.port);
  const dialled = await network.dial(address, port, request.timeoutMs);
  if (dialled.kind !== 'connected') {
    return failed(dialled.kind === 'failed' ? dialled.detail : dialled.kind);
  }
  const { connection } = dialled;
  try {
    connection.send(headOf(url, request.body));
    if (request.body !== undefined) connection.send(request.body.bytes);
    return await readAnswer(connection, network.monotonicMs() + request.timeoutMs, network);
  } finally {
    connection.close();
  }
}

function readUrl(text: string): URL | undefined {
  if (text.length > maxUrlLength || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === 'http:' && url.username === '' && url.password === '' ? url : undefined;
}

/** A certificate is foreign text: it must not lead to what only this machine can reach. */
function isAllowed(address: string, allowsPrivate: boolean): boolean {
  if (refusalOf(address) !== undefined) return false;
  return allowsPrivate || !(isPrivate(address) || isLoopback(address));
}

function headOf(url: URL, body: PlainRequest['body']): Uint8Array {
  const lines = [
    `${body === undefined ? 'GET' : 'POST'} ${url.pathname}${url.search} HTTP/1.0`,
    `Host: ${url.host}`,
    'User-Agent: lockstep',
    'Connection: close',
    ...(body === undefined
      ? []
      : [`Content-Type: ${body.type}`, `Content-Length: ${body.bytes.length}`]),
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

async function readAnswer(
  connection: Connection,
  untilMs: number,
  network: Network,
): Promise<Fetched> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let reads = 0; reads < maxReads && length < maxBytes; reads++) {
    const leftMs = untilMs - network.monotonicMs();
    if (leftMs <= 0) return failed('timeout');
    const received = await connection.receive(leftMs);
    if (received.kind === 'end') return bodyOf(Buffer.concat(parts));
    if (received.kind !== 'data') return failed(received.kind);
    parts.push(received.bytes);
    length += received.bytes.length;
    const whole = bodyOf(Buffer.concat(parts));
    if (whole.kind === 'body' && isWhole(Buffer.concat(parts))) return whole;
  }
  return failed('longer than 1 MiB');
}

function bodyOf(answer: Buffer): Fetched {
  const end = answer.indexOf('\r\n\r\n');
  if (end < 0) return failed('no HTTP answer');
  const status = /^HTTP\/1\.[01] (?<status>\d{3})/u.exec(answer.toString('latin1', 0, 15));
  if (status?.groups?.['status'] !== '200') return failed('not answered with 200');
  const head = answer.toString('latin1', 0, end).toLowerCase();
  if (head.includes('transfer-encoding')) return failed('an answer in pieces');
  const body = answer.subarray(end + 4);
  const announced = lengthIn(head);
  if (announced !== undefined && body.length < announced) return failed('a torn answer');
  return { kind: 'body', bytes: announced === undefined ? body : body.subarray(0, announced) };
}

/** The announced length has arrived: no need to wait for the end. */
function isWhole(answer: Buffer): boolean {
  const end = answer.indexOf('\r\n\r\n');
  return end >= 0 && lengthIn(answer.toString('latin1', 0, end).toLowerCase()) !== undefined;
}

function lengthIn(head: string): number | undefined {
  const match = /\r\ncontent-length:\s{0,4}(?<length>\d{1,9})/u.exec(head);
  return match?.groups === undefined ? undefined : Number(match.groups['length']);
}

function failed(why: string): Fetched {
  return { kind: 'failed', why };
}
