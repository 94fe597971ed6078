import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { isThere, makeFolder } from '../io/files.ts';
import { openPositioned, type PositionedFile } from '../io/positioned-file.ts';
import { stageFile, type StagedFile } from '../io/staged-file.ts';
import { LockstepError } from '../model/error.ts';
import { filesOf, parseHeld, readHeld, writeHeld, type Held, type HeldFile } from './held.ts';
import { indexFault } from './index-fault.ts';
import { fieldsOf, textOf } from './json-fields.ts';
import { withLock, type LockRequest } from './locked.ts';
import { storeHeld } from './store.ts';

/** Type of what is signed, so that no other signed file of the same key passes for one. */
export const PACK_TYPE = 'application/vnd.lockstep.advisories.v1+json';
const MAGIC = 'lockstep-advisories-pack/1';
const MAX_HEAD_BYTES = 16 * 2 ** 20;
/** Files are packed in pieces, so that neither side holds one whole. */
const CHUNK_BYTES = 1 << 22;
const LENGTH_BYTES = 8;

export interface PackSignature {
  readonly keyid: string;
  readonly sig: Uint8Array;
}

/**
 * Writes the index as one file: a line of JSON with the list of files and its signature, then each file in deflated
 * pieces, each after its length packed and unpacked (32 bits, little-endian). The list holds the SHA-256 of every file, so
 * the signature covers all. Throws LockstepError('advisories').
 */
export function exportAdvisories(
  folder: string,
  file: string,
  sign: (payload: Uint8Array) => PackSignature,
): Held {
  const held = readHeld(folder);
  if (held === undefined) throw nothing(folder);
  const staged = stageFile(path.dirname(file));
  try {
    const payload = Buffer.from(writeHeld(held));
    const { keyid, sig } = sign(payload);
    const head = {
      format: MAGIC,
      payload: payload.toString('base64'),
      keyid,
      sig: Buffer.from(sig).toString('base64'),
    };
    staged.append(Buffer.from(`${JSON.stringify(head)}\n`));
    for (const each of filesOf(held)) appendPacked(staged, folder, each);
    staged.finish();
    staged.commit(path.basename(file));
    return held;
  } finally {
    staged.discard();
  }
}

function nothing(folder: string): LockstepError {
  return new LockstepError('advisories', `there are no advisories in ${folder}`, {
    repair: 'fetch them: lockstep advisories pull',
  });
}

function appendPacked(staged: StagedFile, folder: string, file: HeldFile): void {
  const source = openPositioned(path.join(folder, file.name));
  const hash = createHash('sha256');
  try {
    for (let at = 0; at < source.sizeBytes; at += CHUNK_BYTES) {
      const bytes = source.read(at, Math.min(CHUNK_BYTES, source.sizeBytes - at));
      if (bytes === undefined) throw indexFault(source.path, 'it became shorter');
      hash.update(bytes);
      const packed = deflateRawSync(bytes);
      const lengths = Buffer.alloc(LENGTH_BYTES);
      lengths.writeUInt32LE(packed.length, 0);
      lengths.writeUInt32LE(bytes.length, 4);
      staged.append(lengths);
      staged.append(packed);
    }
    if (hash.digest('hex') !== file.sha256) throw indexFault(source.path, 'it was changed');
  } finally {
    source.close();
  }
}

export interface ImportRequest extends LockRequest {
  /** Take it although it is older than what is there. */
  readonly older: boolean;
}

/**
 * Puts the content of such a file in force, when the signature over its list is the key's and every file is what the list
 * says; ecosystems that it does not have stay. Until then nothing changes. Throws LockstepError('advisories').
 */
export async function importAdvisories(
  file: string,
  request: ImportRequest,
  verify: (payload: Uint8Array, signature: Uint8Array) => boolean,
): Promise<Held> {
  makeFolder(request.folder);
  return withLock(request, async () => {
    const source = openPack(file);
    try {
      const { payload, signature, end } = headOf(source);
      if (!verify(payload, signature)) throw badPack(file, 'its signature is not of this key');
      const held = parseHeld(payload.toString('utf8'), file);
      const before = readHeld(request.folder) ?? { ecosystems: [] };
      if (!request.older) refuseOlder(file, held, before);
      unpackAll(source, end, request.folder, held);
      const merged = mergedWith(before, held);
      storeHeld(request.folder, merged);
      return held;
    } finally {
      source.close();
    }
  });
}

function openPack(file: string): PositionedFile {
  if (!isThere(file)) throw badPack(file, 'there is no such file');
  return openPositioned(file);
}

function headOf(source: PositionedFile): {
  readonly payload: Buffer;
  readonly signature: Buffer;
  readonly end: number;
} {
  const start = source.read(0, Math.min(MAX_HEAD_BYTES, source.sizeBytes));
  const end = start?.indexOf('\n') ?? -1;
  if (start === undefined || end === -1) throw badPack(source.path, 'it is no file of advisories');
  let value: unknown;
  try {
    value = JSON.parse(start.toString('utf8', 0, end));
  } catch (error) {
    throw badPack(source.path, 'it is no file of advisories', error);
  }
  const fields = fieldsOf(value);
  if (fields.get('format') !== MAGIC) throw badPack(source.path, 'it is no file of advisories');
  const bytesOf = (key: string): Buffer => Buffer.from(textOf(fields.get(key)), 'base64');
  return { payload: bytesOf('payload'), signature: bytesOf('sig'), end: end + 1 };
}

/** Somebody who can replace the file could else bring back an index that does not know the newest advisories. */
function refuseOlder(file: string, next: Held, before: Held): void {
  for (const each of next.ecosystems) {
    const own = before.ecosystems.find(({ ecosystem }) => ecosystem === each.ecosystem);
    if (own === undefined || Date.parse(each.pulled) >= Date.parse(own.pulled)) continue;
    throw badPack(
      file,
      `its advisories of ${each.ecosystem} are of ${each.pulled}, those here of ${own.pulled}; --older takes it all the same`,
    );
  }
}

function unpackAll(source: PositionedFile, start: number, folder: string, held: Held): void {
  const staged: (readonly [StagedFile, HeldFile])[] = [];
  try {
    let at = start;
    for (const file of filesOf(held)) {
      const target = stageFile(folder);
      staged.push([target, file]);
      at = unpackOne(source, at, target, file);
      const { sha256, sizeBytes } = target.finish();
      if (sha256 !== file.sha256 || sizeBytes !== file.sizeBytes) {
        throw badPack(source.path, 'a file in it is not what the list says');
      }
    }
    for (const [target, { name }] of staged) target.commit(name);
  } finally {
    for (const [target] of staged) target.discard();
  }
}

/** Returns where the next file begins. */
function unpackOne(
  source: PositionedFile,
  start: number,
  target: StagedFile,
  file: HeldFile,
): number {
  let at = start;
  while (target.sizeBytes < file.sizeBytes) {
    const lengths = source.read(at, LENGTH_BYTES);
    const packed =
      lengths === undefined ? undefined : source.read(at + LENGTH_BYTES, lengths.readUInt32LE(0));
    const length = lengths?.readUInt32LE(4) ?? 0;
    if (packed === undefined || length === 0 || length > CHUNK_BYTES) {
      throw badPack(source.path, 'it is cut off');
    }
    target.append(inflated(source.path, packed, length));
    at += LENGTH_BYTES + packed.length;
  }
  return at;
}

function inflated(file: string, packed: Buffer, length: number): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: length });
  } catch (error) {
    throw badPack(file, 'it was changed', error);
  }
}

function mergedWith(before: Held, next: Held): Held {
  const names = new Set(next.ecosystems.map(({ ecosystem }) => ecosystem));
  const kept = before.ecosystems.filter(({ ecosystem }) => !names.has(ecosystem));
  const ecosystems = [...kept, ...next.ecosystems].toSorted((a, b) =>
    a.ecosystem < b.ecosystem ? -1 : 1,
  );
  return { ...before, ...next, ecosystems };
}

function badPack(file: string, what: string, cause?: unknown): LockstepError {
  return new LockstepError('advisories', `${file} is not taken: ${what}`, {
    repair:
      'write it anew where there is a network: lockstep advisories export FILE --sign-key KEY',
    cause,
  });
}
