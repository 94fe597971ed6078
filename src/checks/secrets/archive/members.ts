import { Buffer } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import type { Member, Problem } from './limits.ts';
import { allowance, limits, problem, zlibProblem } from './limits.ts';
import { isTar, membersOfTar } from './tar.ts';
import { membersOfZip } from './zip.ts';

/** As git does: a NUL among the first bytes means that it is no text. */
const binaryProbe = 8000;

/**
 * @yields The text files of a zip, tar, gzip or tar.gz archive, and what could not be read of it. One level deep: archives
 * inside are passed over, as are other binary files.
 */
export function* textsIn(path: string, archive: Uint8Array): Generator<Member | Problem> {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  for (const found of membersOf(path, bytes)) {
    if (found.kind === 'problem') {
      yield found;
      continue;
    }
    const text = asText(found.bytes);
    if (text !== undefined) yield { ...found, bytes: text };
  }
}

function membersOf(path: string, bytes: Buffer): Iterable<Member | Problem> {
  const start = bytes.toString('latin1', 0, 4);
  if (start === 'PK\x03\x04' || start === 'PK\x05\x06') return membersOfZip(bytes);
  if (start.startsWith('\x1f\x8b')) return membersOfGzip(path, bytes);
  if (isTar(bytes)) return membersOfTar(bytes);
  const detail =
    'The file is no zip, tar or gzip archive; other kinds are not unpacked. Exclude it in the policy if it holds no text.';
  return [problem('unreadable', detail)];
}

function* membersOfGzip(path: string, packed: Buffer): Generator<Member | Problem> {
  const name = (path.split('/').at(-1) ?? path).replace(/\.gz$/i, '').replace(/\.tgz$/i, '.tar');
  let bytes: Buffer;
  try {
    const maxOutputLength = allowance(packed.length, limits.totalBytes, limits.totalBytes);
    bytes = gunzipSync(packed, { maxOutputLength });
  } catch (error) {
    yield zlibProblem(error, name);
    return;
  }
  if (isTar(bytes)) yield* membersOfTar(bytes);
  else yield { kind: 'member', name, bytes };
}

/** UTF-8 or an ASCII superset without BOM; undefined for what is no text. */
function asText(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return converted(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return converted(bytes, 'utf-16be');
  if (bytes.subarray(0, binaryProbe).includes(0)) return undefined;
  const hasBom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return hasBom ? bytes.subarray(3) : bytes;
}

function converted(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): Uint8Array {
  return Buffer.from(new TextDecoder(encoding).decode(bytes));
}
