import { Buffer } from 'node:buffer';
import type { Readable } from 'node:stream';

/**
 * @yields Each line without its end; undefined for one of more than `maxBytes`, of which nothing is kept. The last one counts
 *   without a line feed too.
 */
export async function* linesOf(
  input: Readable,
  maxBytes: number,
): AsyncGenerator<string | undefined> {
  let parts: Buffer[] = [];
  let length = 0;
  const take = (part: Buffer): void => {
    length += part.byteLength;
    if (length <= maxBytes) parts.push(part);
    else parts = [];
  };
  const line = (): string | undefined => {
    const text = length > maxBytes ? undefined : Buffer.concat(parts).toString('utf8').trimEnd();
    [parts, length] = [[], 0];
    return text;
  };
  for await (const chunk of input) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    let from = 0;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
      take(bytes.subarray(from, at));
      from = at + 1;
      yield line();
    }
    take(bytes.subarray(from));
  }
  if (length > 0) yield line();
}
