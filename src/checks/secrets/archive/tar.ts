import type { Buffer } from 'node:buffer';
import type { Member, Problem } from './limits.ts';
import { limits, problem } from './limits.ts';

/** POSIX.1-2024, pax, "ustar Interchange Format": blocks of 512 bytes, a header block before each file. */
const block = 512;
const magic = { offset: 257, text: 'ustar' } as const;
/** Longer names are not names. */
const maxNameBytes = 4096;

export function isTar(bytes: Buffer): boolean {
  const { offset, text } = magic;
  return bytes.length >= block && bytes.toString('latin1', offset, offset + text.length) === text;
}

/** @yields The regular files of a tar archive, in order. */
export function* membersOfTar(archive: Buffer): Generator<Member | Problem> {
  let offset = 0;
  let longName: string | undefined;
  for (let count = 0; !isEnd(archive, offset); count += 1) {
    const entry = count < limits.entries ? entryAt(archive, offset) : tooMany;
    if ('kind' in entry) {
      yield entry;
      return;
    }
    const { header, type, content } = entry;
    if (type === '0' || type === '\0') yield member(longName ?? nameOf(header), content);
    longName = type === 'L' || type === 'x' ? nameIn(type, content) : undefined;
    offset = entry.next;
  }
}

const tooMany = problem('limit', `The archive has more than ${limits.entries} entries.`);
const damaged = problem(
  'unreadable',
  'The tar archive is cut or damaged; what follows was not examined.',
);

/** A block of zeros, or no whole block at all. */
function isEnd(archive: Buffer, offset: number): boolean {
  const header = archive.subarray(offset, offset + block);
  return header.length < block || (header[0] === 0 && header.every((byte) => byte === 0));
}

interface Entry {
  readonly header: Buffer;
  readonly type: string;
  readonly content: Buffer;
  readonly next: number;
}

function entryAt(archive: Buffer, offset: number): Entry | Problem {
  const header = archive.subarray(offset, offset + block);
  const bytes = sizeOf(header);
  const start = offset + block;
  if (bytes === undefined || !hasChecksum(header) || start + bytes > archive.length) return damaged;
  return {
    header,
    type: String.fromCharCode(header[156] ?? 0),
    content: archive.subarray(start, start + bytes),
    next: start + Math.ceil(bytes / block) * block,
  };
}

function member(name: string, bytes: Buffer): Member | Problem {
  return bytes.length > limits.entryBytes
    ? problem('limit', `${name} is larger than the bounds of an archive and was not examined.`)
    : { kind: 'member', name, bytes };
}

function nameOf(header: Buffer): string {
  const name = textAt(header, 0, 100);
  const prefix = textAt(header, 345, 155);
  return prefix === '' ? name : `${prefix}/${name}`;
}

function textAt(header: Buffer, offset: number, length: number): string {
  const field = header.subarray(offset, offset + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? length : end);
}

/** Octal digits, or (GNU) a number in base 256 when the first bit is set. */
function sizeOf(header: Buffer): number | undefined {
  if (((header[124] ?? 0) & 0x80) !== 0) {
    const size = header.readUIntBE(130, 6);
    return Number.isSafeInteger(size) ? size : undefined;
  }
  const digits = textAt(header, 124, 12).trim();
  return /^[0-7]{1,11}$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}

/** The sum of the header's bytes, its own field counted as spaces. */
function hasChecksum(header: Buffer): boolean {
  let sum = 0;
  for (const [index, byte] of header.entries()) sum += index >= 148 && index < 156 ? 0x20 : byte;
  return Number.parseInt(textAt(header, 148, 8).trim(), 8) === sum;
}

/** A long name of GNU tar, or the `path` of a pax header: `<length> path=<name>\n`. */
function nameIn(type: 'L' | 'x', content: Buffer): string | undefined {
  const text = content.subarray(0, maxNameBytes).toString('utf8');
  return type === 'L' ? text.replace(/\0.*$/s, '') : /^\d{1,6} path=(.*)$/m.exec(text)?.[1];
}
