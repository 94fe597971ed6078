import path from 'node:path';
import type {
  ComponentList,
  ManifestFile,
  ManifestFormat,
  ParsedManifest,
} from '../../model/component.ts';
import type { Incomplete } from '../../model/incomplete.ts';
import { withoutCopies } from './sbom/copies.ts';
import type { Text, Texts } from './texts.ts';
import { withoutCredentials } from './values.ts';

/** A workspace of more members has its lockfile read without the rest of them, and says so. */
const MAX_COMPANIONS = 5_000;
/** Manifests of 5,000 members have 10 MB; what a hostile workspace names besides is not read. */
const MAX_COMPANION_CHARACTERS = 64 * 2 ** 20;
/** Problems told of one file; more would say the same again. */
const MAX_PROBLEMS = 20;

type Missed = Pick<Incomplete, 'what' | 'reason' | 'detail'>;

/** What the manifests of one state of the target say. */
export interface ReadManifests {
  /** In the order of the paths, then of the formats. */
  readonly lists: readonly ComponentList[];
  /** Text of each file that was read. */
  readonly texts: ReadonlyMap<string, string>;
  readonly missed: readonly Missed[];
  /** Files that were read whole, also those that state nothing. */
  readonly examined: ReadonlySet<string>;
}

/** Reads each path with every format that knows it. A path that does not exist in this state is passed over. */
export async function readManifests(
  paths: readonly string[],
  formats: readonly ManifestFormat[],
  texts: Texts,
): Promise<ReadManifests> {
  const reading = new Reading(texts);
  await reading.prepare(paths, formats);
  for (const file of paths) {
    for (const format of formats) if (format.reads(file)) await reading.read(file, format);
  }
  const lists = withoutCopies(reading.lists);
  const kept = new Set(lists);
  const copies = new Set(reading.lists.flatMap((each) => (kept.has(each) ? [] : [each.path])));
  // What a copy leaves open, the lockfile that it was made of tells.
  const missed = reading.missed.filter(({ what }) => !copies.has(what));
  return { lists, texts: reading.texts, missed, examined: reading.examined };
}

class Reading implements ReadManifests {
  readonly lists: ComponentList[] = [];
  readonly texts = new Map<string, string>();
  readonly missed: Missed[] = [];
  readonly examined = new Set<string>();
  readonly #source: Texts;
  readonly #known = new Map<string, Text>();
  readonly #read = new Set<string>();

  constructor(source: Texts) {
    this.#source = source;
  }

  /** Has the files, and those that they name, read together where the source can do that. */
  async prepare(paths: readonly string[], formats: readonly ManifestFormat[]): Promise<void> {
    const { prepare } = this.#source;
    if (prepare === undefined || paths.length === 0) return;
    await prepare(paths);
    const named: string[] = [];
    for (const file of paths) {
      const reading = formats.filter((format) => format.reads(file));
      const manifest = reading.length === 0 ? undefined : await this.#file(file);
      if (manifest === undefined) continue;
      for (const { companions, includes } of reading) {
        named.push(...(companions?.(manifest) ?? []).slice(0, MAX_COMPANIONS));
        named.push(...(includes?.(manifest) ?? []).slice(0, MAX_COMPANIONS));
      }
    }
    await prepare(named.filter(isInside));
  }

  /** Reads the file, and what it includes, each once. */
  async read(first: string, format: ManifestFormat): Promise<void> {
    const waiting = [first];
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      const key = `${format.id}\0${file}`;
      if (this.#read.has(key)) continue;
      this.#read.add(key);
      const manifest = await this.#file(file);
      if (manifest === undefined || (await this.#yields(file, format))) continue;
      this.#take(file, format.parse(manifest, await this.#companions(manifest, format)));
      waiting.push(...(await this.#included(manifest, format)));
    }
  }

  /** Whether another file governs this one. It is asked group by group: mostly the nearest tells. */
  async #yields(file: string, { yieldsTo }: ManifestFormat): Promise<boolean> {
    for (const group of yieldsTo?.groups(file) ?? []) {
      const found = new Map<string, ManifestFile>();
      for (const name of group) {
        const other = name === file ? undefined : await this.#file(name);
        if (other !== undefined) found.set(name, other);
      }
      if (yieldsTo?.governs(file, found) === true) return true;
    }
    return false;
  }

  /** What a hostile file names outside of the target is not read; that it is named, or not there, is told. */
  async #included(manifest: ManifestFile, format: ManifestFormat): Promise<readonly string[]> {
    const named = format.includes?.(manifest) ?? [];
    const there: string[] = [];
    for (const written of named.slice(0, MAX_COMPANIONS)) {
      const name = path.posix.normalize(written);
      const isThere = isInside(name) && (await this.#text(name)).kind !== 'absent';
      if (isThere) there.push(name);
      else this.#missing(manifest.path, withoutCredentials(written));
    }
    this.#boundHit(manifest, named.length);
    return there;
  }

  #missing(what: string, name: string): void {
    const detail = `it includes ${name}, which is not in the target`;
    this.missed.push({ what, reason: 'unreadable', detail });
  }

  #boundHit({ path: what }: ManifestFile, named: number): void {
    if (named <= MAX_COMPANIONS) return;
    const detail = `names ${named} files; only the first ${MAX_COMPANIONS} were read`;
    this.missed.push({ what, reason: 'limit', detail });
  }

  #take(what: string, parsed: ParsedManifest): void {
    if (parsed.kind === 'failed') {
      this.missed.push({ what, reason: parsed.reason, detail: parsed.detail });
      return;
    }
    const { list, problems } = parsed;
    this.lists.push(list);
    this.examined.add(what);
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
  async #companions(
    manifest: ManifestFile,
    format: ManifestFormat,
  ): Promise<ReadonlyMap<string, ManifestFile>> {
    const wanted = (format.companions?.(manifest) ?? []).filter(isInside);
    const files = new Map<string, ManifestFile>();
    let characters = 0;
    for (const name of wanted.slice(0, MAX_COMPANIONS)) {
      const file = await this.#file(name);
      if (file === undefined) continue;
      characters += file.text.length;
      if (characters > MAX_COMPANION_CHARACTERS) {
        const detail = `the files beside it have more than ${MAX_COMPANION_CHARACTERS} characters; the rest was not read`;
        this.missed.push({ what: manifest.path, reason: 'limit', detail });
        break;
      }
      files.set(name, file);
    }
    this.#boundHit(manifest, wanted.length);
    return files;
  }

  /** Undefined where there is none, or where it cannot be read: then that is told. */
  async #file(name: string): Promise<ManifestFile | undefined> {
    const text = await this.#text(name);
    return text.kind === 'text' ? { path: name, text: text.text } : undefined;
  }

  async #text(name: string): Promise<Text> {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const text = await this.#source(name);
    this.#known.set(name, text);
    if (text.kind === 'text') this.texts.set(name, text.text);
    if (text.kind === 'missed') {
      this.missed.push({ what: name, reason: text.reason, detail: text.detail });
    }
    return text;
  }
}

function isInside(name: string): boolean {
  return !path.posix.isAbsolute(name) && !path.posix.normalize(name).startsWith('..');
}
