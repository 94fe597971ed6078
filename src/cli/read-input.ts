import { addAbortSignal } from 'node:stream';
import { LockstepError } from '../model/error.ts';
import type { Shell } from './shell.ts';

/** Reads standard input to its end; a `usage` error when there is more than `maxBytes`, or when it was stopped before. */
export async function readInput({ stdin, signal }: Shell, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of addAbortSignal(signal, stdin)) {
      const part: Uint8Array = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      bytes += part.byteLength;
      if (bytes > maxBytes) throw tooLong(maxBytes);
      chunks.push(part);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new LockstepError('usage', 'stopped before the end of standard input', {
      repair: 'run it again, with the input in a pipe or from a file: < FILE',
      cause: error,
    });
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function tooLong(maxBytes: number): LockstepError {
  return new LockstepError('usage', `standard input is longer than ${maxBytes} bytes`, {
    repair: 'give it in parts, or write it to a file and name that',
  });
}
