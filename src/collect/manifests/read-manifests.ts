import { Buffer } from 'node:buffer';
import path from 'node:path';
import { readConfined } from '../confined-file.ts';
import { decode } from '../decode.ts';
import type {
  ComponentList,
  ManifestFile,
  ManifestFormat,
  ParsedManifest,
} from '../../model/component.ts';
import type { Incomplete } from '../../model/incomplete.ts';

/** A lockfile of 20,000 packages has 12 MB; more than four times that is no lockfile that people work with. */
const MAX_MANIFEST_BYTES = 64 * 2 ** 20;
/** A workspace of more members has its lockfile read without the rest of them, and says so. */
const MAX_COMPANIONS = 5_000;
/** Problems told of one file; more would say the same again. */
const MAX_PROBLEMS = 20;

type Missed = Pick<Incomplete, 'what' | 'reason' | 'detail'>;

/** What the manifests of a target say. */
export interface ReadManifests {
  /** In the order of the paths, then of the formats. */
  readonly lists: readonly ComponentList[];
  readonly missed: readonly Missed[];
}

/** Reads each path below `root` with every format that knows it. */
export function readManifests(
  root: string,
  paths: readonly string[],
  formats: readonly ManifestFormat[],
): ReadManifests {
  const reading = new Reading(root);
  for (const file of paths) {
    for (const format of formats) if (format.reads(file)) reading.read(file, format);
  }
  return reading;
}

class Reading implements ReadManifests {
  readonly lists: ComponentList[] = [];
  readonly missed: Missed[] = [];
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  read(file: string, format: ManifestFormat): void {
    const manifest = this.#file(file);
    if (manifest === undefined) return;
    this.#take(file, format.parse(manifest, this.#companions(manifest, format)));
  }

  #take(what: string, parsed: ParsedManifest): void {
    if (parsed.kind === 'failed') {
      this.missed.push({ what, reason: parsed.reason, detail: parsed.detail });
      return;
    }
    const { list, problems } = parsed;
    this.lists.push(list);
    for (const { detail, line } of problems.slice(0, MAX_PROBLEMS)) {
      const where = line === undefined ? '' : `line ${line}: `;
      this.missed.push({ what, reason: 'unreadable', detail: `${where}${detail}` });
    }
    const rest = problems.length - MAX_PROBLEMS;
    if (rest <= 0) return;
    const detail = `${rest} more entries of this file could not be understood`;
    this.missed.push({ what, reason: 'unreadable', detail });
  }

  /** What a hostile file names outside of the target is not read. */
  #companions(manifest: ManifestFile, format: ManifestFormat): ReadonlyMap<string, ManifestFile> {
    const wanted = (format.companions?.(manifest) ?? []).filter(isInside);
    const files = new Map<string, ManifestFile>();
    for (const name of wanted.slice(0, MAX_COMPANIONS)) {
      const file = this.#file(name);
      if (file !== undefined) files.set(name, file);
    }
    if (wanted.length > MAX_COMPANIONS) {
      const detail = `names ${wanted.length} files; only the first ${MAX_COMPANIONS} were read`;
      this.missed.push({ what: manifest.path, reason: 'limit', detail });
    }
    return files;
  }

  /** Undefined where there is none, or where it cannot be read: then that is told. */
  #file(name: string): ManifestFile | undefined {
    const read = readConfined(this.#root, name, MAX_MANIFEST_BYTES);
    switch (read.state) {
      case 'read':
        return { path: name, text: textOf(read.bytes) };
      case 'too-large': {
        const detail = `${read.sizeBytes} bytes, more than the ${MAX_MANIFEST_BYTES} that are read of a manifest`;
        this.missed.push({ what: name, reason: 'too-large', detail });
        return undefined;
      }
      case 'unreadable':
        if (read.absent) return undefined;
        this.missed.push({ what: name, reason: 'unreadable', detail: read.detail });
        return undefined;
    }
  }
}

function isInside(name: string): boolean {
  return !path.posix.isAbsolute(name) && !path.posix.normalize(name).startsWith('..');
}

function textOf(raw: Uint8Array): string {
  const { bytes } = decode(raw);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
