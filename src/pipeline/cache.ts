import { createHash } from 'node:crypto';
import { fileClasses, type FileClass } from '../model/file.ts';
import { emptyResult, saysNothing } from './empty-result.ts';
import { sealed, unsealed } from './sealed.ts';
import type { FileResult } from './unit.ts';

/** Grows with every change of the layout below or of `FileResult`. */
const FORMAT = 'lockstep-cache-1';

export interface CacheEntry {
  /** Cheap sign that the content is unchanged: a file's stamp, a git object's id; empty is never trusted. */
  readonly stamp: string;
  /** Hash of the content that was examined; empty for git objects, whose id is their stamp. */
  readonly hash: string;
  readonly result: FileResult;
}

/**
 * Results of earlier runs by path and content. Text of four parts, NUL between items because no path has one:
 * `HMAC \n header \n paths \0\0 stamps \0\0 hashes and classes \0\0 JSON of the results that are not empty`.
 * It is believed only when the HMAC under this machine's key is right and the header names the same engines and rules:
 * a cache that came with a repository, or from another version, is as good as none.
 */
export class ResultCache {
  readonly #namespace: string;
  readonly #entries: Map<string, CacheEntry>;
  #changed = false;

  private constructor(namespace: string, entries: Map<string, CacheEntry>) {
    this.#namespace = namespace;
    this.#entries = entries;
  }

  /** `namespace` names engine versions, rule versions and key id; `content` is undefined when there is no file. */
  static open(namespace: string, key: Uint8Array, content: Buffer | undefined): ResultCache {
    const entries = content === undefined ? undefined : readEntries(namespace, key, content);
    return new ResultCache(namespace, entries ?? new Map());
  }

  get size(): number {
    return this.#entries.size;
  }

  get(path: string): CacheEntry | undefined {
    return this.#entries.get(path);
  }

  set(path: string, entry: CacheEntry): void {
    this.#entries.set(path, entry);
    this.#changed = true;
  }

  /** Forgets what `keep` does not name; asked from the oldest entry on. */
  prune(keep: (path: string) => boolean): void {
    for (const path of this.#entries.keys()) {
      if (keep(path)) continue;
      this.#entries.delete(path);
      this.#changed = true;
    }
  }

  /** The bytes to store, or undefined when nothing has changed. */
  serialize(key: Uint8Array): Buffer | undefined {
    if (!this.#changed) return undefined;
    return sealed(PURPOSE, key, Buffer.from(writeEntries(this.#namespace, this.#entries)));
  }
}

const PURPOSE = 'cache';

/** No item is empty (a missing stamp is `-`), so two NULs stand only between parts. */
const PART = '\0\0';
const NO_STAMP = '-';

function writeEntries(namespace: string, entries: ReadonlyMap<string, CacheEntry>): string {
  const full: [number, FileResult][] = [];
  const stamps: string[] = [];
  const codes: string[] = [];
  let index = 0;
  for (const { stamp, hash, result } of entries.values()) {
    stamps.push(stamp === '' ? NO_STAMP : stamp);
    codes.push(`${fileClasses.indexOf(result.fileClass)}${hash}`);
    if (!saysNothing(result)) full.push([index, result]);
    index += 1;
  }
  const paths = [...entries.keys()].join('\0');
  return `${FORMAT} ${namespace} ${entries.size}\n${[paths, stamps.join('\0'), codes.join('\0'), JSON.stringify(full)].join(PART)}`;
}

function readEntries(
  namespace: string,
  key: Uint8Array,
  content: Buffer,
): Map<string, CacheEntry> | undefined {
  const text = unsealed(PURPOSE, key, content)?.toString('utf8');
  if (text === undefined) return undefined;
  const headerEnd = text.indexOf('\n');
  const size = Number(text.slice(0, headerEnd).split(' ')[2]);
  if (text.slice(0, headerEnd) !== `${FORMAT} ${namespace} ${size}`) return undefined;
  return size === 0 ? new Map<string, CacheEntry>() : entriesIn(text.slice(headerEnd + 1));
}

function entriesIn(body: string): Map<string, CacheEntry> {
  const [paths = '', stamps = '', codes = '', full = '[]'] = body.split(PART);
  const entries = new Map<string, CacheEntry>();
  // oxlint-disable-next-line no-unsafe-type-assertion -- the seal says that this very version wrote it
  const results = new Map(JSON.parse(full) as [number, FileResult][]);
  const stampList = stamps.split('\0');
  const codeList = codes.split('\0');
  for (const [index, path] of paths.split('\0').entries()) {
    const code = codeList[index] ?? '';
    const result = results.get(index) ?? emptyResult(classOf(code));
    entries.set(path, { stamp: stampList[index] ?? NO_STAMP, hash: code.slice(1), result });
  }
  return entries;
}

/** The first digit of a code. */
function classOf(code: string): FileClass {
  return fileClasses[Number(code[0])] ?? 'text';
}

/** By what files of one target are told from those of others in a cache folder. */
export function placeInCache(
  root: string,
  { cacheName = root }: { readonly cacheName?: string | undefined },
): string {
  return createHash('sha256').update(cacheName).digest('hex').slice(0, 16);
}

/** Digest of everything besides the content that a result depends on. */
export function namespaceOf(parts: unknown): string {
  const text = JSON.stringify(parts, (_, value: unknown) =>
    value instanceof RegExp ? value.source : value,
  );
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
