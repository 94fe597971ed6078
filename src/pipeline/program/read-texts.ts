import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readBlobs } from '../../collect/blobs.ts';
import { decode } from '../../collect/decode.ts';
import { readBounded } from '../../io/files.ts';
import type { Planned } from '../planned.ts';
import type { ProgramWork } from './program-part.ts';

interface Wanted {
  readonly planned: Planned;
  /** Of the content that was lowered, or the beginning of it. */
  readonly hash: string;
}

/** The texts of files by path, and the paths of those that are not what they were when they were lowered. */
export async function readTexts(
  files: readonly Wanted[],
  { limits: { maxFileBytes: maxBytes }, target: { root }, signal }: ProgramWork,
): Promise<{ readonly texts: ReadonlyMap<string, string>; readonly changed: readonly string[] }> {
  const texts = new Map<string, string>();
  const blobs = new Map<string, Wanted[]>();
  for (const file of files) {
    const { content } = file.planned;
    if (content.kind === 'blob') {
      blobs.set(content.oid, [...(blobs.get(content.oid) ?? []), file]);
    } else {
      take(texts, file, content.kind === 'bytes' ? content.bytes : bytesOf(content.file, maxBytes));
    }
  }
  if (blobs.size > 0) {
    for await (const blob of readBlobs(root, blobs.keys(), { maxBytes, signal })) {
      const bytes = blob.state === 'read' ? blob.bytes : undefined;
      for (const file of blobs.get(blob.oid) ?? []) take(texts, file, bytes);
    }
  }
  const changed = files.map(({ planned: { path } }) => path).filter((path) => !texts.has(path));
  return { texts, changed };
}

/** Only what was lowered: offsets into anything else would lead nowhere. */
function take(
  texts: Map<string, string>,
  { planned: { path }, hash }: Wanted,
  bytes: Uint8Array | undefined,
): void {
  if (bytes === undefined) return;
  const now = createHash('sha256').update(bytes).digest('hex');
  if (now.startsWith(hash)) texts.set(path, textOf(bytes));
}

function bytesOf(file: string | Uint8Array, maxBytes: number): Uint8Array | undefined {
  const read = readBounded(typeof file === 'string' ? file : Buffer.from(file), maxBytes);
  return read.state === 'read' ? read.bytes : undefined;
}

function textOf(raw: Uint8Array): string {
  const { buffer, byteOffset, byteLength } = decode(raw).bytes;
  return Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
}
