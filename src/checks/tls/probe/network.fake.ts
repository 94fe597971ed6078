import { Buffer } from 'node:buffer';
import type { Dialled, Network, Received } from '../../../model/network.ts';

/** What a fake server does with one connection, by what was sent to it. */
export type Reply =
  | { readonly dial: Exclude<Dialled, { kind: 'connected' }> }
  /** Bytes, then how it ends. */
  | { readonly bytes?: Uint8Array; readonly ends: Exclude<Received['kind'], 'data'> };

/** A network of one server: `reply` gets the hello and the number of the connection, from 0. No time passes but by `wait`. */
export function fakeNetwork(
  reply: (hello: Buffer, index: number) => Reply,
  signal: AbortSignal = new AbortController().signal,
): Network & { readonly waits: readonly number[] } {
  let [count, nowMs] = [0, 0];
  const waits: number[] = [];
  return {
    signal,
    waits,
    resolve: async () => ({ kind: 'resolved', addresses: ['192.0.2.1'] }),
    http: async () => ({ kind: 'failed', detail: 'ECONNREFUSED' }),
    wait: async (ms) => {
      waits.push(ms);
      nowMs += ms;
    },
    monotonicMs: () => nowMs,
    dial: async () => {
      const index = count;
      count += 1;
      const early = reply(Buffer.alloc(0), index);
      if ('dial' in early) return early.dial;
      return { kind: 'connected', connection: connect((hello) => reply(hello, index)) };
    },
  };
}

function connect(reply: (hello: Buffer) => Reply): (Dialled & { kind: 'connected' })['connection'] {
  let hello = Buffer.alloc(0);
  let answer: Reply | undefined;
  let isTold = false;
  return {
    send: (bytes) => {
      hello = Buffer.concat([hello, bytes]);
    },
    receive: async () => {
      answer ??= reply(hello);
      if ('dial' in answer) return { kind: 'reset' };
      if (isTold || answer.bytes === undefined) return { kind: answer.ends };
      isTold = true;
      return { kind: 'data', bytes: answer.bytes };
    },
    close: () => undefined,
  };
}

/** A fatal alert in a record. */
export function alertBytes(code: number, level = 2): Uint8Array {
  return Uint8Array.of(21, 3, 1, 0, 2, level, code);
}

/** A ServerHello without extensions, in a record. */
export function serverHelloBytes(versionCode: number, suite: number): Uint8Array {
  const body = [versionCode >> 8, versionCode & 255, ...Buffer.alloc(32, 7), 0];
  body.push(suite >> 8, suite & 255, 0);
  return Uint8Array.of(22, 3, 1, 0, body.length + 4, 2, 0, 0, body.length, ...body);
}
