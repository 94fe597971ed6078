import path from 'node:path';
import type {
  ComponentList,
  ManifestFile,
  ManifestFormat,
  ParsedManifest,
} from '../../model/component.ts';
import type { Incomplete } from '../../model/incomplete.ts';
import type { Text, Texts } from './texts.ts';

/** A workspace of more members has its lockfile read without the rest of them, and says so. */
const MAX_COMPANIONS = 5_000;
/** Problems told of one file; more would say the same again. */
const MAX_PROBLEMS = 20;

type Missed = Pick<Incomplete, 'what' | 'reason' | 'detail'>;

/** What the manifests of one state of the target say. */
export interface ReadManifests {
  /** By path, then format. */
  readonly lists: readonly ComponentList[];
  /** Text of each file that a list or a finding may point to. */
  readonly texts: ReadonlyMap<string, string>;
  readonly incomplete: readonly Missed[];
  /** Files that were read whole, also those that state nothing. */
  readonly examined: ReadonlySet<string>;
}

/** Reads each path with the format that knows it. A path that does not exist in this state is passed over. */
export async function readManifests(
  paths: readonly string[],
  formats: readonly ManifestFormat[],
  texts: Texts,
): Promise<ReadManifests> {
  const reading = new Reading(texts);
  for (const { path: file, format } of chosen(paths, formats)) await reading.read(file, format);
  return reading;
}

/** Which format reads which path; where one states what a better one in the same folder states, the better one alone. */
export function chosen(
  paths: readonly string[],
  formats: readonly ManifestFormat[],
): readonly { readonly path: string; readonly format: ManifestFormat }[] {
  const found = paths.flatMap((each) =>
    formats.filter((format) => format.reads(each)).map((format) => ({ path: each, format })),
  );
  const inFolder = new Set(
    found.map((each) => `${path.posix.dirname(each.path)}\0${each.format.id}`),
  );
  return found.filter(
    ({ path: file, format: { yieldsTo = [] } }) =>
      !foldersAbove(file).some((folder) => yieldsTo.some((id) => inFolder.has(`${folder}\0${id}`))),
  );
}

/** The folder of the file and all above it: a lockfile at the root of a workspace states its members too. */
function foldersAbove(file: string): readonly string[] {
  const folders = [path.posix.dirname(file)];
  for (let at = folders[0] ?? '.'; at !== '.' && at !== '/';) {
    at = path.posix.dirname(at);
    folders.push(at);
  }
  return folders;
}

class Reading implements ReadManifests {
  readonly lists: ComponentList[] = [];
  readonly texts = new Map<string, string>();
  readonly incomplete: Missed[] = [];
  readonly examined = new Set<string>();
  readonly #source: Texts;
  readonly #known = new Map<string, Promise<Text>>();

  constructor(source: Texts) {
    this.#source = source;
  }

  async read(file: string, format: ManifestFormat): Promise<void> {
    const text = await this.#text(file);
    if (text.kind === 'absent') return;
    if (text.kind === 'missed') {
      this.incomplete.push({ what: file, reason: text.reason, detail: text.detail });
      return;
    }
    const manifest = { path: file, text: text.text };
    const companions = await this.#companions(manifest, format);
    this.#take(manifest, format.parse(manifest, companions));
  }

  #take({ path: file, text }: ManifestFile, parsed: ParsedManifest): void {
    if (parsed.kind === 'failed') {
      this.incomplete.push({ what: file, reason: parsed.reason, detail: parsed.detail });
      return;
    }
    const { list, problems } = parsed;
    this.texts.set(file, text);
    this.lists.push(list);
    this.examined.add(file);
    for (const { detail, line } of problems.slice(0, MAX_PROBLEMS)) {
      const where = line === undefined ? '' : `line ${line}: `;
      this.incomplete.push({ what: file, reason: 'unreadable', detail: `${where}${detail}` });
    }
    const rest = problems.length - MAX_PROBLEMS;
    if (rest <= 0) return;
    const detail = `${rest} more entries of this file could not be understood`;
    this.incomplete.push({ what: file, reason: 'unreadable', detail });
  }

  /** What a hostile file names outside of the target is not read. */
  async #companions(
    manifest: ManifestFile,
    format: ManifestFormat,
  ): Promise<ReadonlyMap<string, ManifestFile>> {
    const wanted = (format.companions?.(manifest) ?? []).filter(isInside);
    const files = new Map<string, ManifestFile>();
    for (const name of wanted.slice(0, MAX_COMPANIONS)) {
      const text = await this.#text(name);
      if (text.kind === 'text') files.set(name, { path: name, text: text.text });
      if (text.kind === 'missed') {
        this.incomplete.push({ what: name, reason: text.reason, detail: text.detail });
      }
    }
    if (wanted.length > MAX_COMPANIONS) {
      const detail = `names ${wanted.length} files; only the first ${MAX_COMPANIONS} were read`;
      this.incomplete.push({ what: manifest.path, reason: 'limit', detail });
    }
    return files;
  }

  #text(name: string): Promise<Text> {
    const known = this.#known.get(name) ?? this.#source(name);
    this.#known.set(name, known);
    return known;
  }
}

function isInside(name: string): boolean {
  return !path.posix.isAbsolute(name) && !path.posix.normalize(name).startsWith('..');
}
