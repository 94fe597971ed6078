import { closeSync, openSync, writeSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';
import type { Buffer as Bytes } from 'node:buffer';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const DEFLATED = 8;
/** 1 January 2026 in MS-DOS format: the same bytes each time. */
const DOS_DATE = ((2026 - 1980) << 9) | (1 << 5) | 1;
const FLUSH_BYTES = 2 ** 22;

/**
 * Writes a zip of deflated members, with the Zip64 records that more than 65,535 of them need (PKWARE APPNOTE 4.3). OSV's
 * own `all.zip` of npm is one such. Files of 4 GB and more are not supported. Returns how many members there are.
 */
export function writeZip(file: string, members: Iterable<readonly [string, string]>): number {
  const fd = openSync(file, 'w');
  try {
    const out = new Output(fd);
    const directory: Bytes[] = [];
    for (const [name, text] of members) directory.push(writeMember(out, name, text));
    const start = out.offset;
    for (const entry of directory) out.append(entry);
    writeEnd(out, { start, size: out.offset - start, count: directory.length });
    out.flush();
    return directory.length;
  } finally {
    closeSync(fd);
  }
}

class Output {
  offset = 0;
  readonly #fd: number;
  #waiting: Bytes[] = [];
  #bytes = 0;

  constructor(fd: number) {
    this.#fd = fd;
  }

  append(bytes: Bytes): void {
    this.#waiting.push(bytes);
    this.#bytes += bytes.length;
    this.offset += bytes.length;
    if (this.#bytes >= FLUSH_BYTES) this.flush();
  }

  flush(): void {
    const all = Buffer.concat(this.#waiting);
    for (let at = 0; at < all.length;) at += writeSync(this.#fd, all, at);
    this.#waiting = [];
    this.#bytes = 0;
  }
}

/** Writes the member and returns its entry of the central directory. */
function writeMember(out: Output, name: string, text: string): Bytes {
  const content = Buffer.from(text);
  const packed = deflateRawSync(content, { level: 1 });
  const encoded = Buffer.from(name);
  const shared = Buffer.alloc(26);
  shared.writeUInt16LE(20, 0);
  shared.writeUInt16LE(DEFLATED, 4);
  shared.writeUInt16LE(DOS_DATE, 8);
  shared.writeUInt32LE(crc32(content), 10);
  shared.writeUInt32LE(packed.length, 14);
  shared.writeUInt32LE(content.length, 18);
  shared.writeUInt16LE(encoded.length, 22);
  const { offset } = out;
  for (const part of [word(LOCAL), shared, encoded, packed]) out.append(part);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([word(CENTRAL), Buffer.from([20, 0]), shared, rest, encoded]);
}

interface Directory {
  readonly start: number;
  readonly size: number;
  readonly count: number;
}

function writeEnd(out: Output, { start, size, count }: Directory): void {
  const end64 = Buffer.alloc(56);
  end64.writeUInt32LE(END64, 0);
  end64.writeBigUInt64LE(44n, 4);
  end64.writeUInt16LE(45, 12);
  end64.writeUInt16LE(45, 14);
  end64.writeBigUInt64LE(BigInt(count), 24);
  end64.writeBigUInt64LE(BigInt(count), 32);
  end64.writeBigUInt64LE(BigInt(size), 40);
  end64.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(LOCATOR64, 0);
  locator.writeBigUInt64LE(BigInt(out.offset), 8);
  locator.writeUInt32LE(1, 16);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(Math.min(count, 0xffff), 8);
  end.writeUInt16LE(Math.min(count, 0xffff), 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(start, 16);
  if (count >= 0xffff) for (const part of [end64, locator]) out.append(part);
  out.append(end);
}

function word(value: number): Bytes {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
