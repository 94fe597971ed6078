import { Buffer } from 'node:buffer';
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

/** Fewer calls of the system than one a piece; more would only cost memory. */
const CHUNK_BYTES = 1 << 18;

/** What a staged file turned out to be. */
export interface StagedContent {
  readonly sizeBytes: number;
  /** SHA-256, hexadecimal. */
  readonly sha256: string;
}

/** A file that is written from its start to its end and gets its name when it is whole. */
export interface StagedFile {
  /** Where it lies until it is committed. */
  readonly path: string;
  /** Bytes written so far: the position of the next ones. */
  readonly sizeBytes: number;
  append(bytes: Uint8Array): void;
  /** Brings it to the disk; nothing can be appended any more. */
  finish(): StagedContent;
  /** Gives it its name in the same folder; what was there is replaced at once. */
  commit(name: string): void;
  /** Removes what was not committed. */
  discard(): void;
}

/** How unfinished files are called, so that those of a process that was killed can be told and removed. */
export const STAGED_NAME: RegExp = /^\.staged-\d{1,10}-[0-9a-f]{12}\.tmp$/u;

/** Starts a file in a folder that is there. Throws what the system says, as all its functions do. */
export function stageFile(folder: string): StagedFile {
  const temporary = path.join(
    folder,
    `.staged-${process.pid}-${randomBytes(6).toString('hex')}.tmp`,
  );
  const descriptor = openSync(temporary, 'wx', 0o644);
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  let [waiting, sizeBytes, state]: [number, number, 'open' | 'finished' | 'over'] = [0, 0, 'open'];
  const put = (bytes: Uint8Array): void => {
    hash.update(bytes);
    for (let done = 0; done < bytes.byteLength;) done += writeSync(descriptor, bytes, done);
  };
  const flush = (): void => {
    put(chunk.subarray(0, waiting));
    waiting = 0;
  };
  return {
    path: temporary,
    get sizeBytes() {
      return sizeBytes;
    },
    append(bytes) {
      if (waiting + bytes.byteLength > CHUNK_BYTES) flush();
      if (bytes.byteLength > CHUNK_BYTES) put(bytes);
      else {
        chunk.set(bytes, waiting);
        waiting += bytes.byteLength;
      }
      sizeBytes += bytes.byteLength;
    },
    finish() {
      flush();
      fsyncSync(descriptor);
      closeSync(descriptor);
      state = 'finished';
      return { sizeBytes, sha256: hash.digest('hex') };
    },
    commit(name) {
      renameSync(temporary, path.join(folder, name));
      state = 'over';
    },
    discard() {
      if (state === 'over') return;
      if (state === 'open') closeSync(descriptor);
      state = 'over';
      rmSync(temporary, { force: true });
    },
  };
}
