import type { ModuleUse, SourceImports } from '../../model/source-imports.ts';
import { isAside } from './aside.ts';
import type { FileImports, FileUse } from './file-imports.ts';

/** Files told as gaps one by one; of the rest the number is told. */
const MAX_GAPS = 20;
/** Words kept of all files together; a target that has more is no target of people. */
const MAX_WORDS = 500_000;

interface Entry {
  path: string;
  line: number;
  isAside: boolean;
  readonly symbols: Set<string>;
  /** A file uses it without saying what of it. */
  isWhole: boolean;
}

/** Joins what the files of one ecosystem import, given in the order of their paths. */
export class MergedImports {
  readonly #modules = new Map<string, Entry>();
  readonly #mentions = new Set<string>();
  readonly #members = new Set<string>();
  readonly #gaps: string[] = [];
  #moreGaps = 0;
  #files = 0;

  /** `isSource`: it is counted, so that "none of them imports it" means something. */
  add(path: string, file: FileImports, isSource = true): void {
    if (isSource) this.#files++;
    const aside = isAside(path);
    for (const [module, use] of file.modules) this.#use(module, use, path, aside);
    addAll(this.#mentions, file.mentions);
    addAll(this.#members, file.members);
    // What a test loads by a computed name is not what is shipped.
    if (aside) return;
    for (const { line, detail } of file.gaps) this.gap(`${path}:${line} ${detail}`);
  }

  /** A file that imports nothing. */
  empty(): void {
    this.#files++;
  }

  gap(detail: string): void {
    if (this.#gaps.length < MAX_GAPS) this.#gaps.push(detail);
    else this.#moreGaps++;
  }

  result(): SourceImports {
    const modules = new Map<string, ModuleUse>();
    for (const [module, entry] of this.#modules) modules.set(module, useOf(entry));
    const more = this.#moreGaps === 0 ? [] : [`${this.#moreGaps} more places like these`];
    const isFull = this.#mentions.size >= MAX_WORDS || this.#members.size >= MAX_WORDS;
    const lost = isFull ? [`the sources have more than ${MAX_WORDS} words`] : [];
    return {
      modules,
      files: this.#files,
      gaps: [...this.#gaps, ...more, ...lost],
      mentions: this.#mentions,
      members: this.#members,
    };
  }

  #use(module: string, { line, symbols }: FileUse, path: string, aside: boolean): void {
    const known = this.#modules.get(module);
    const isWhole = symbols.size === 0;
    if (known === undefined) {
      const entry = { path, line, isAside: aside, symbols: new Set(symbols), isWhole };
      this.#modules.set(module, entry);
      return;
    }
    addAll(known.symbols, symbols);
    known.isWhole ||= isWhole;
    if (!known.isAside || aside) return;
    known.path = path;
    known.line = line;
    known.isAside = false;
  }
}

function useOf({ path, line, isAside: aside, symbols, isWhole }: Entry): ModuleUse {
  const told = isWhole ? [] : [...symbols].toSorted();
  return { path, line, symbols: told, ...(aside ? { aside: true } : {}) };
}

function addAll(to: Set<string>, from: ReadonlySet<string>): void {
  for (const word of from) if (to.size < MAX_WORDS) to.add(word);
}
