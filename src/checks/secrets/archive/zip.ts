import type { Buffer } from 'node:buffer';
import { inflateRawSync } from 'node:zlib';
import type { Member, Problem } from './limits.ts';
import { allowance, limits, problem, zlibProblem } from './limits.ts';

/** APPNOTE.TXT 6.3.10, §4.3.16, §4.3.12, §4.3.7: signatures and lengths of the records without their variable parts. */
const endRecord = { signature: 0x06054b50, bytes: 22 } as const;
const centralRecord = { signature: 0x02014b50, bytes: 46 } as const;
const localRecord = { signature: 0x04034b50, bytes: 30 } as const;
const maxComment = 0xffff;
const isEncrypted = 0x1;
const isUtf8 = 0x800;

interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly packedBytes: number;
  readonly localOffset: number;
}

/**
 * @yields The files of a zip archive in the order of its directory. Sizes in headers are not believed: what is inflated is
 * bounded by what was packed, and two entries never share packed bytes.
 */
export function* membersOfZip(archive: Buffer): Generator<Member | Problem> {
  const end = findEnd(archive);
  if (end === undefined) {
    yield problem('unreadable', 'The zip archive has no directory: it is cut or damaged.');
    return;
  }
  let left: number = limits.totalBytes;
  let nextFree = 0;
  for (const entry of entriesOf(archive, end)) {
    if ('kind' in entry) {
      yield entry;
      return;
    }
    if (entry.name.endsWith('/')) continue;
    const packed = packedBytes(archive, entry);
    if (packed === undefined || packed.start < nextFree) {
      yield problem('unreadable', `${entry.name} is damaged or overlaps another entry.`);
      continue;
    }
    nextFree = packed.end;
    const member = unpack(entry, archive.subarray(packed.start, packed.end), left);
    if (member.kind === 'member') left -= member.bytes.length;
    yield member;
  }
}

function findEnd(archive: Buffer): number | undefined {
  const last = archive.length - endRecord.bytes;
  for (let offset = last; offset >= Math.max(0, last - maxComment); offset -= 1) {
    if (archive.readUInt32LE(offset) === endRecord.signature) return offset;
  }
  return undefined;
}

function* entriesOf(archive: Buffer, end: number): Generator<Entry | Problem> {
  const count = archive.readUInt16LE(end + 10);
  let offset = archive.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  for (let index = 0; index < Math.min(count, limits.entries); index += 1) {
    if (!hasRecord(archive, offset, centralRecord)) break;
    const nameBytes = archive.readUInt16LE(offset + 28);
    const flags = archive.readUInt16LE(offset + 8);
    const start = offset + centralRecord.bytes;
    entries.push({
      name: archive.toString(
        (flags & isUtf8) === 0 ? 'latin1' : 'utf8',
        start,
        Math.min(start + nameBytes, archive.length),
      ),
      flags,
      method: archive.readUInt16LE(offset + 10),
      packedBytes: archive.readUInt32LE(offset + 20),
      localOffset: archive.readUInt32LE(offset + 42),
    });
    offset =
      start + nameBytes + archive.readUInt16LE(offset + 30) + archive.readUInt16LE(offset + 32);
  }
  // In the order of their bytes, so that an overlap is seen by looking at the one before.
  yield* entries.toSorted((a, b) => a.localOffset - b.localOffset);
  if (entries.length < count) {
    yield count > limits.entries
      ? problem('limit', `The archive has ${count} entries; ${limits.entries} were examined.`)
      : problem('unreadable', 'The directory of the zip archive is damaged.');
  }
}

function packedBytes(
  archive: Buffer,
  { localOffset, packedBytes: length }: Entry,
): { readonly start: number; readonly end: number } | undefined {
  if (!hasRecord(archive, localOffset, localRecord)) return undefined;
  const variable = archive.readUInt16LE(localOffset + 26) + archive.readUInt16LE(localOffset + 28);
  const start = localOffset + localRecord.bytes + variable;
  return start + length > archive.length ? undefined : { start, end: start + length };
}

function hasRecord(
  archive: Buffer,
  offset: number,
  record: { readonly signature: number; readonly bytes: number },
): boolean {
  return (
    offset + record.bytes <= archive.length && archive.readUInt32LE(offset) === record.signature
  );
}

function unpack(entry: Entry, packed: Buffer, left: number): Member | Problem {
  const { name, flags, method } = entry;
  if ((flags & isEncrypted) !== 0) {
    return problem('unreadable', `${name} is encrypted and was not examined.`);
  }
  const most = allowance(packed.length, left);
  if (method === 0) {
    return packed.length > most
      ? problem('limit', `${name} is larger than the bounds of an archive and was not examined.`)
      : { kind: 'member', name, bytes: packed };
  }
  if (method !== 8) {
    return problem('unreadable', `${name} is packed by method ${method}, which is not known.`);
  }
  if (most === 0) return problem('limit', `${name} was not examined: the archive is too large.`);
  try {
    return { kind: 'member', name, bytes: inflateRawSync(packed, { maxOutputLength: most }) };
  } catch (error) {
    return zlibProblem(error, name);
  }
}
