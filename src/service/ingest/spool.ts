import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Problem } from '../problem.ts';

/** What was received, whole, on this machine's disk. */
export interface Spooled {
  /** SHA-256 of what it says, unpacked, in hexadecimal. */
  readonly digest: string;
  read(): AsyncIterable<Uint8Array>;
  /** Removes it. */
  discard(): void;
}

/**
 * Receives a body: nobody waits with a connection to the database in hand while a sender is slow, and the same report is known
 * before it is read. Throws Problem when it is larger than `maxBytes`, before and after it is unpacked.
 */
export async function spool(
  body: Readable,
  {
    folder,
    encoding,
    maxBytes,
  }: { readonly folder: string; readonly encoding: string | undefined; readonly maxBytes: number },
): Promise<Spooled> {
  const file = path.join(folder, `report-${randomBytes(12).toString('hex')}`);
  const hash = createHash('sha256');
  const discard = (): void => rmSync(file, { force: true });
  try {
    const unpacked = encoding === 'gzip' ? [createGunzip()] : [];
    const parts = [body, ...unpacked, metered(maxBytes, (chunk) => hash.update(chunk))];
    await pipeline([...parts, createWriteStream(file, { mode: 0o600 })]);
  } catch (error) {
    discard();
    if (isZlib(error)) throw new Problem(422, 'the body is no gzip, although it is said to be');
    throw error;
  }
  return { digest: hash.digest('hex'), read: () => createReadStream(file), discard };
}

function metered(maxBytes: number, see: (chunk: Buffer) => void): Transform {
  let count = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      count += chunk.byteLength;
      if (count > maxBytes) {
        done(new Problem(413, `a report has at most ${maxBytes} bytes, unpacked`));
        return;
      }
      see(chunk);
      done(null, chunk);
    },
  });
}

function isZlib(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('Z_')
  );
}
