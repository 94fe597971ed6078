import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';

/** What was sent cannot be unpacked; the message says why, for whoever sent it. */
export class BadArchive extends Error {
  override readonly name = 'BadArchive';
}

/** Of an archive, unpacked. Chosen: a large repository without its history. */
const MAX_BYTES = 512 * 2 ** 20;
const MAX_FILES = 100_000;
const MAX_NAME_BYTES = 1_000;

/** A folder for one scan, and what removes it. */
export function makeWorkFolder(parent: string): {
  readonly folder: string;
  readonly remove: () => void;
} {
  const folder = mkdtempSync(path.join(parent, 'scan-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * Unpacks a zip, tar or tar.gz below a folder that is empty: regular files only, no links, no devices, nothing outside of it, no
 * `.git` (its hooks and filters are programs). Throws BadArchive.
 */
export async function unpack(bytes: Buffer, folder: string): Promise<void> {
  const writer = new FolderWriter(folder);
  if (bytes.subarray(0, 4).equals(ZIP)) await unzip(bytes, writer);
  else await untar(bytes, writer);
  if (writer.count === 0) throw new BadArchive('it holds no file');
}

/** Writes one text below the folder. Throws BadArchive where its name leads out of it. */
export function writeSnippet(name: string, text: Buffer, folder: string): void {
  new FolderWriter(folder).write(name, text);
}

const ZIP = Buffer.from([0x50, 0x4b, 3, 4]);
const GZIP = Buffer.from([0x1f, 0x8b]);

export interface FolderLimits {
  /** Of all files together. */
  readonly maxBytes: number;
  readonly maxFiles: number;
}

const archiveLimits: FolderLimits = { maxBytes: MAX_BYTES, maxFiles: MAX_FILES };

/** Writes files below a folder, and nothing outside of it; no more and no larger ones than the bounds allow. */
export class FolderWriter {
  count = 0;
  readonly #folder: string;
  readonly #limits: FolderLimits;
  #bytes = 0;

  constructor(folder: string, limits: FolderLimits = archiveLimits) {
    this.#folder = folder;
    this.#limits = limits;
  }

  /** Where a name leads; undefined: it is left out. */
  placeOf(name: string): string | undefined {
    const parts = name.split(/[/\\]+/u).filter((part) => part !== '' && part !== '.');
    if (parts.length === 0 || parts.some((part) => part.toLowerCase() === '.git')) return undefined;
    const isBad =
      Buffer.byteLength(name) > MAX_NAME_BYTES ||
      name.includes('\0') ||
      parts.includes('..') ||
      /^[A-Za-z]:/u.test(name) ||
      name.startsWith('/');
    if (isBad) throw new BadArchive(`it names a place outside of itself: ${name.slice(0, 100)}`);
    return path.join(this.#folder, ...parts);
  }

  /** Counts what is about to be written. */
  admit(bytes: number): void {
    this.#bytes += bytes;
    const { maxBytes } = this.#limits;
    if (this.#bytes <= maxBytes) return;
    throw new BadArchive(`unpacked it has more than ${Math.floor(maxBytes / 2 ** 20)} MiB`);
  }

  write(name: string, content: Buffer): void {
    const place = this.make(name);
    if (place === undefined) return;
    try {
      writeFileSync(place, content, { flag: 'wx', mode: 0o600 });
    } catch (error) {
      throw twice(name, error);
    }
  }

  /** Counts a file, makes the folder that it is to lie in, and tells its place; undefined: it is left out. */
  make(name: string): string | undefined {
    const place = this.placeOf(name);
    if (place === undefined) return undefined;
    this.count += 1;
    const { maxFiles } = this.#limits;
    if (this.count > maxFiles) throw new BadArchive(`it has more than ${maxFiles} files`);
    try {
      mkdirSync(path.dirname(place), { recursive: true });
    } catch (error) {
      throw twice(name, error);
    }
    return place;
  }
}

function twice(name: string, cause: unknown): BadArchive {
  return new BadArchive(`it names one place twice: ${name.slice(0, 100)}`, { cause });
}

async function untar(bytes: Buffer, writer: FolderWriter): Promise<void> {
  const archive = extract();
  const source = Readable.from([bytes]);
  const unpacked = bytes.subarray(0, 2).equals(GZIP) ? source.pipe(createGunzip()) : source;
  unpacked.on('error', (error) => archive.destroy(error));
  unpacked.pipe(archive);
  try {
    for await (const entry of archive) {
      const content = await contentOf(entry, writer);
      if (isFile(entry.header)) writer.write(entry.header.name, content);
    }
  } catch (error) {
    if (error instanceof BadArchive) throw error;
    throw new BadArchive('it is no zip, tar or tar.gz', { cause: error });
  }
}

function isFile({ type }: Header): boolean {
  return type === 'file' || type === 'contiguous-file';
}

async function contentOf(chunks: AsyncIterable<unknown>, writer: FolderWriter): Promise<Buffer> {
  const kept: Buffer[] = [];
  for await (const chunk of chunks) {
    if (!(chunk instanceof Uint8Array)) continue;
    writer.admit(chunk.byteLength);
    kept.push(Buffer.from(chunk));
  }
  return Buffer.concat(kept);
}

async function unzip(bytes: Buffer, writer: FolderWriter): Promise<void> {
  const zip = await opened(bytes);
  try {
    for await (const entry of entriesOf(zip)) {
      if (entry.fileName.endsWith('/') || isLink(entry)) continue;
      const stream = await new Promise<Readable>((resolve, reject) => {
        zip.openReadStream(entry, (error, found) => (error ? reject(error) : resolve(found)));
      });
      writer.write(entry.fileName, await contentOf(stream, writer));
    }
  } catch (error) {
    if (error instanceof BadArchive) throw error;
    throw new BadArchive('it is no zip that can be read', { cause: error });
  } finally {
    zip.close();
  }
}

function opened(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error) reject(new BadArchive('it is no zip that can be read', { cause: error }));
      else resolve(zip);
    });
  });
}

/** The upper half of the attributes is the mode of a Unix file: a link there is no file (APPNOTE 4.4.15). */
function isLink({ externalFileAttributes }: Entry): boolean {
  return ((externalFileAttributes >>> 16) & 0o170000) === 0o120000;
}

/**
 * Entries one after the other.
 *
 * @yields an entry
 */
async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | undefined>((resolve, reject) => {
      zip.once('entry', resolve);
      zip.once('end', () => resolve(undefined));
      zip.once('error', reject);
      zip.readEntry();
    });
    zip.removeAllListeners();
    if (entry === undefined) return;
    yield entry;
  }
}
