import { concat } from './bytes.ts';
import { maxHandshakeBytes } from './protocol.ts';

/** One handshake message: `raw` with its header, as transcripts want it. */
export interface HandshakeFrame {
  readonly type: number;
  readonly body: Uint8Array;
  readonly raw: Uint8Array;
}

const headerBytes = 4;

/** Puts handshake messages together from the fragments of records (RFC 8446 §5.1). */
export class HandshakeReader {
  #buffer: Uint8Array = new Uint8Array();

  /** `undefined`: a message is longer than is taken; nothing can be read after it. */
  push(fragment: Uint8Array): readonly HandshakeFrame[] | undefined {
    this.#buffer = this.#buffer.length === 0 ? fragment : concat(this.#buffer, fragment);
    const frames: HandshakeFrame[] = [];
    while (this.#buffer.length >= headerBytes) {
      const [type = 0, high = 0, middle = 0, low = 0] = this.#buffer;
      const end = headerBytes + ((high << 16) | (middle << 8) | low);
      if (end > maxHandshakeBytes) return undefined;
      if (this.#buffer.length < end) break;
      const raw = this.#buffer.subarray(0, end);
      frames.push({ type, body: raw.subarray(headerBytes), raw });
      this.#buffer = this.#buffer.subarray(end);
    }
    return frames;
  }

  /** A message has begun and not ended. */
  get isInside(): boolean {
    return this.#buffer.length > 0;
  }
}
