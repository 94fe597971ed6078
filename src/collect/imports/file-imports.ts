/** Ecosystems (OSV names) whose sources are read. */
export type SourceEcosystem = 'npm' | 'PyPI' | 'Go';

export interface FileUse {
  /** 1-based, of the first use. */
  readonly line: number;
  /** Of Go, what is used of the package; `_` alone: only its initialisation. Empty: not told. */
  readonly symbols: ReadonlySet<string>;
}

/** What one source file imports. */
export interface FileImports {
  readonly ecosystem: SourceEcosystem;
  /** By module, as `SourceImports.modules` names it. */
  readonly modules: ReadonlyMap<string, FileUse>;
  readonly mentions: ReadonlySet<string>;
  readonly members: ReadonlySet<string>;
  /** Why there may be more: 1-based line and what it is about. */
  readonly gaps: readonly { readonly line: number; readonly detail: string }[];
}

/** A file that says more is no program that people wrote. */
const MAX_MODULES = 20_000;
const MAX_MENTIONS = 20_000;
/** More would say the same again. */
const MAX_GAPS = 20;
/** Longer ones name no package: npm allows 214 characters, but who writes a word to load something writes a short one. */
export const maxMentionChars = 60;

/** Collects what a scanner finds, in any order of lines. */
export class FoundImports implements FileImports {
  readonly ecosystem: SourceEcosystem;
  readonly modules: Map<string, { line: number; readonly symbols: Set<string> }> = new Map();
  readonly mentions: Set<string> = new Set();
  readonly members: Set<string> = new Set();
  readonly gaps: { readonly line: number; readonly detail: string }[] = [];

  constructor(ecosystem: SourceEcosystem) {
    this.ecosystem = ecosystem;
  }

  add(module: string, line: number): void {
    const known = this.modules.get(module);
    if (known !== undefined) {
      known.line = Math.min(known.line, line);
    } else if (this.modules.size < MAX_MODULES) {
      this.modules.set(module, { line, symbols: new Set() });
    } else {
      this.gap(line, `names more than ${MAX_MODULES} modules`);
    }
  }

  mention(word: string): void {
    if (this.mentions.size < MAX_MENTIONS) this.mentions.add(word);
    else if (!this.mentions.has(word)) this.gap(1, `has more than ${MAX_MENTIONS} words`);
  }

  gap(line: number, detail: string): void {
    if (this.gaps.length < MAX_GAPS) this.gaps.push({ line, detail });
  }
}
