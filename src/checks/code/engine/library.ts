import type { LanguageKnowledge } from '../models/knowledge.ts';
import type { Path } from '../models/model.ts';
import { Lib } from './entities.ts';

const UNMODELLED = { value: undefined, call: undefined, write: undefined };

/** The models of one language by path, each path with one object. */
export class Library {
  readonly knowledge: LanguageKnowledge;
  readonly #language: string;
  readonly #libs = new Map<Path, Lib>();
  readonly #roots = new Map<Path, Lib>();
  readonly #bases = new Map<Path, readonly Path[]>();
  readonly #aliases: ReadonlyMap<Path, Path>;
  #described: ReadonlySet<string> | undefined;

  constructor(language: string, knowledge: LanguageKnowledge) {
    this.#language = language;
    this.knowledge = knowledge;
    this.#aliases = new Map(knowledge.aliases);
  }

  /** A path as it is written in code; other names of the same library are brought to one. */
  root(path: Path): Lib {
    const known = this.#roots.get(path);
    if (known !== undefined) return known;
    const found = this.lib(this.#plain(path.startsWith('node:') ? path.slice(5) : path));
    this.#roots.set(path, found);
    return found;
  }

  /** Whether models say anything of a package. */
  isDescribed(name: string): boolean {
    this.#described ??= beginningsOf(this.knowledge.stems);
    return this.#described.has(name.startsWith('node:') ? name.slice(5) : name);
  }

  /** The path under the name that models use: the longest alias that it begins with is replaced. */
  #plain(path: Path): Path {
    if (this.#aliases.size === 0) return path;
    for (let end = path.length; end > 0; end = separatorBefore(path, end)) {
      const to = this.#aliases.get(path.slice(0, end));
      if (to !== undefined) return to + path.slice(end);
    }
    return path;
  }

  lib(path: Path): Lib {
    const known = this.#libs.get(path);
    if (known !== undefined) return known;
    const made = new Lib(this.#language, path, this.#models(path));
    this.#libs.set(path, made);
    return made;
  }

  #models(path: Path): ConstructorParameters<typeof Lib>[2] {
    const { paths, stems } = this.knowledge;
    if (!stems.has(path)) return UNMODELLED;
    return {
      value: paths.get(path),
      call: paths.get(`${path}()`),
      write: paths.get(`${path}=`),
    };
  }

  /** A member: of the path itself, or of what it extends; where nothing knows it, a path without a model. */
  member(owner: Lib, key: string): Lib {
    const known = owner.members.get(key);
    if (known !== undefined) return known;
    const path = owner.path === '' ? key : `${owner.path}.${key}`;
    // Aliases hold for beginnings: what goes on from a path that was brought to its name needs none, but for globals.
    let found = owner.path.includes('.') ? this.lib(path) : this.root(path);
    // What a package exports by default stands for the package.
    if (key === 'default' && !found.isModelled) return owner;
    for (const base of this.basesOf(owner.path)) {
      if (found.isModelled) break;
      found = this.lib(`${base}.${key}`);
    }
    if (!found.isModelled) found = this.lib(path);
    owner.members.set(key, found);
    return found;
  }

  /** Everything that a type extends, near ones first. */
  basesOf(type: Path): readonly Path[] {
    const known = this.#bases.get(type);
    if (known !== undefined) return known;
    const all: Path[] = [];
    const open = [...(this.knowledge.bases.get(type) ?? [])];
    for (let next = open.shift(); next !== undefined && all.length < 40; next = open.shift()) {
      if (next === type || all.includes(next)) continue;
      all.push(next);
      open.push(...(this.knowledge.bases.get(next) ?? []));
    }
    this.#bases.set(type, all);
    return all;
  }

  isA(type: Path, wanted: Path): boolean {
    return type === wanted || this.basesOf(type).includes(wanted);
  }
}

/** Of paths, up to each of their dots: names of packages hold dots as well. */
function beginningsOf(paths: Iterable<Path>): ReadonlySet<string> {
  const all = new Set<string>();
  for (const path of paths) {
    for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
      all.add(path.slice(0, dot));
    }
    all.add(path);
  }
  return all;
}

function separatorBefore(path: Path, end: number): number {
  return Math.max(path.lastIndexOf('.', end - 1), path.lastIndexOf('/', end - 1));
}
