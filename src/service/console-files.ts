import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the console as it is sent. */
export interface ConsoleFile {
  readonly type: string;
  /** Weak: packed or not, it is the same. */
  readonly etag: string;
  /** Its name says its content: whoever has it need never ask again. */
  readonly isImmutable: boolean;
  readonly bytes: Buffer;
  /** The same, packed when the console was built; absent where that saves nothing. */
  readonly br: Buffer | undefined;
  readonly gzip: Buffer | undefined;
}

/** By the path of its address: `/assets/index-3f2a.js`. Requests look here and never at the disk. */
export type ConsoleFiles = ReadonlyMap<string, ConsoleFile>;

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Of the built program and of its source alike: both lie two folders below the package. */
const BUILT = fileURLToPath(new URL('../../dist/console', import.meta.url));

/** Reads all of them into memory; undefined: the console was not built. */
export function readConsoleFiles(folder: string = BUILT): ConsoleFiles | undefined {
  if (!existsSync(path.join(folder, 'index.html'))) return undefined;
  const files = new Map<string, ConsoleFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const type = TYPES[path.extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const address = `/${path.relative(folder, file).replaceAll(path.sep, '/')}`;
    const bytes = readFileSync(file);
    files.set(address, {
      type,
      etag: `W/"${hash('sha256', bytes, 'base64url')}"`,
      isImmutable: address.startsWith('/assets/'),
      bytes,
      br: packedOf(`${file}.br`),
      gzip: packedOf(`${file}.gz`),
    });
  }
  return files;
}

function packedOf(file: string): Buffer | undefined {
  return existsSync(file) ? readFileSync(file) : undefined;
}
