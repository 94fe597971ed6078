import type { Readable } from 'node:stream';
import { LockstepError } from '../model/error.ts';

/** Reads a stream to its end; a `usage` error when there is more than `maxBytes`. */
export async function readInput(stream: Readable, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const part: Uint8Array = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    bytes += part.byteLength;
    if (bytes > maxBytes) {
      throw new LockstepError('usage', `standard input is longer than ${maxBytes} bytes`, {
        repair: 'give it in parts, or write it to a file and name that',
      });
    }
    chunks.push(part);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
