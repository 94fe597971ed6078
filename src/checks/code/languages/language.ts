import type { ModuleIr } from '../ir/ir.ts';

/** What a front end made of a file. */
export interface Lowered {
  readonly module: ModuleIr;
  /** Set where more was lost than a bound: nobody may call the file examined. One sentence. */
  readonly trouble?: string;
}

/** A language: one folder beside this file, and one line in `all.ts`. */
export interface Language {
  /** Lower case: `javascript`. */
  readonly id: string;
  /** Extensions with their dot. */
  readonly extensions: ReadonlySet<string>;
  /** Parses and lowers a file; never throws for what a file holds, and takes time linear in its length. */
  lower(path: string, text: string): Lowered;
  /** Paths of files that an import of `specifier` in the file `from` may mean, the likeliest first; empty: it is a package. */
  candidates(specifier: string, from: string, aliases: readonly PathAlias[]): readonly string[];
  /** Names of files that state aliases: `tsconfig.json`, `go.mod`. They are handed to `aliasesOf`, wherever they lie. */
  readonly configFiles?: readonly string[];
  /** The aliases that such a file states; never throws for what it holds. */
  aliasesOf?(path: string, text: string): readonly PathAlias[];
  /** What makes a file of a snippet of a rule: text before and after it. */
  readonly snippet: Readonly<Record<'expression' | 'statements', readonly [string, string]>>;
}

/** A prefix of module names that stands for a folder, as `paths` of a `tsconfig.json` or `module` of a `go.mod` state it. */
export interface PathAlias {
  /** Folder of the configuration, from the root: it holds for the files below. */
  readonly scope: string;
  /** With or without one `*`. */
  readonly pattern: string;
  /** From the root, with or without one `*`. */
  readonly targets: readonly string[];
}
