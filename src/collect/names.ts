import { Buffer, isUtf8 } from 'node:buffer';

/** A path below the root: as text, and its bytes where the text cannot give them back. */
export interface Name {
  readonly path: string;
  readonly raw?: Buffer;
}

/** Bytes that are not UTF-8 are shown as `\xNN`. */
export function nameOf(bytes: Buffer): Name {
  if (isUtf8(bytes)) return { path: bytes.toString('utf8') };
  let path = '';
  for (let at = 0; at < bytes.length;) {
    const length = sequenceAt(bytes, at);
    path +=
      length === 0
        ? `\\x${bytes.toString('hex', at, at + 1)}`
        : bytes.toString('utf8', at, at + length);
    at += Math.max(length, 1);
  }
  return { path, raw: bytes };
}

/** The length of the valid UTF-8 sequence that begins here; 0 for none. */
function sequenceAt(bytes: Buffer, at: number): number {
  for (let length = 1; length <= 4 && at + length <= bytes.length; length++) {
    if (isUtf8(bytes.subarray(at, at + length))) return length;
  }
  return 0;
}

/** The parts of what git prints with `-z`. */
export function splitNul(output: Buffer): readonly Name[] {
  if (isUtf8(output)) {
    return output
      .toString('utf8')
      .split('\0')
      .slice(0, -1)
      .map((path) => ({ path }));
  }
  const names: Name[] = [];
  for (let start = 0; start < output.length;) {
    const end = output.indexOf(0, start);
    names.push(nameOf(output.subarray(start, end === -1 ? output.length : end)));
    if (end === -1) break;
    start = end + 1;
  }
  return names;
}

/** What to hand to the file system. */
export function absolutePath(root: string, name: Name): string | Buffer {
  if (name.raw !== undefined) return Buffer.concat([Buffer.from(`${root}/`), name.raw]);
  return name.path === '' ? root : `${root}/${name.path}`;
}

/** Plain comparison by UTF-16 code units: the same on every machine. */
export function comparePaths(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The name of a file that travelled as a `FileEntry`. */
export function entryName(entry: { readonly path: string; readonly rawPath?: string }): Name {
  if (entry.rawPath === undefined) return { path: entry.path };
  return { path: entry.path, raw: Buffer.from(entry.rawPath, 'base64') };
}
