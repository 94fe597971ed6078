import { Buffer } from 'node:buffer';
import type { Connection } from '../../../model/network.ts';

/** All plain text that a server may say before TLS begins; greetings and capabilities of real ones are below 4 KiB. */
const MAX_BYTES = 65_536;

/** What was read, or why nothing more comes: one short claim. */
export type Heard<T> = { readonly heard: T } | { readonly lost: string };

/** Reads what a server says in plain text, within bounds of size and time. */
export class Talk {
  readonly #connection: Connection;
  readonly #remainingMs: () => number;
  #buffer = Buffer.alloc(0);
  #total = 0;

  /** `remainingMs` tells how much time is left for the whole dialogue. */
  constructor(connection: Connection, remainingMs: () => number) {
    this.#connection = connection;
    this.#remainingMs = remainingMs;
  }

  send(text: string | Uint8Array): void {
    this.#connection.send(typeof text === 'string' ? Buffer.from(text, 'latin1') : text);
  }

  /** The next line, without its end. */
  async line(): Promise<Heard<string>> {
    const found = await this.#until((buffer) => {
      const end = buffer.indexOf(0x0a);
      return end < 0 ? undefined : end + 1;
    });
    return 'lost' in found
      ? found
      : { heard: found.heard.toString('latin1').replace(/\r?\n$/u, '') };
  }

  async bytes(count: number): Promise<Heard<Buffer>> {
    return this.#until((buffer) => (buffer.length < count ? undefined : count));
  }

  /** All text up to the end of the first match. */
  async text(ends: RegExp): Promise<Heard<string>> {
    const found = await this.#until((buffer) => {
      const match = ends.exec(buffer.toString('latin1'));
      return match === null ? undefined : match.index + match[0].length;
    });
    return 'lost' in found ? found : { heard: found.heard.toString('latin1') };
  }

  /** What came and was not asked for. */
  rest(): Uint8Array {
    const rest = this.#buffer;
    this.#buffer = Buffer.alloc(0);
    return rest;
  }

  async #until(lengthOf: (buffer: Buffer) => number | undefined): Promise<Heard<Buffer>> {
    for (;;) {
      const length = lengthOf(this.#buffer);
      if (length !== undefined) {
        const heard = this.#buffer.subarray(0, length);
        this.#buffer = this.#buffer.subarray(length);
        return { heard };
      }
      const lost = await this.#more();
      if (lost !== undefined) return { lost };
    }
  }

  async #more(): Promise<string | undefined> {
    const remaining = this.#remainingMs();
    if (remaining <= 0) return 'timeout';
    const received = await this.#connection.receive(remaining);
    if (received.kind === 'data') {
      this.#total += received.bytes.length;
      if (this.#total > MAX_BYTES) return 'too much plain text';
      this.#buffer = Buffer.concat([this.#buffer, received.bytes]);
      return undefined;
    }
    return received.kind === 'end' ? 'closed' : received.kind;
  }
}

/** How the plain-text part of a connection ended. */
export type Beginning =
  | { readonly kind: 'ready' }
  /** The server said that it has no TLS here. */
  | { readonly kind: 'refused'; readonly why: string }
  /** Nobody can tell: it broke off, was silent, or spoke another protocol. */
  | { readonly kind: 'lost'; readonly why: string };

/** One protocol's way to TLS; `host` is the name that the server is called by. */
export type Dialogue = (talk: Talk, host: string) => Promise<Beginning>;

const MAX_QUOTED_CHARACTERS = 60;

/** Text of a hostile server for a reason: short and printable. */
export function quote(text: string): string {
  const plain = text.replace(/[^\x20-\x7e]/gu, '?').trim();
  return plain.length > MAX_QUOTED_CHARACTERS ? `${plain.slice(0, MAX_QUOTED_CHARACTERS)}…` : plain;
}
