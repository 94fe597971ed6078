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
  /** Whether a file of this name states aliases: `tsconfig.json`, `go.mod`. It is handed to `statedIn`, wherever it lies. */
  readonly isConfiguration?: (name: string) => boolean;
  /** What such a file states; never throws for what it holds. */
  readonly statedIn?: (path: string, text: string) => StatedNames;
  /** What makes a file of a snippet of a rule: text before and after it. */
  readonly snippet: Readonly<Record<'expression' | 'statements', readonly [string, string]>>;
}

/** What one file states of module names. */
export interface StatedNames {
  readonly path: string;
  readonly aliases: readonly PathAlias[];
  /** What it states itself of names that it may have from other files as well. */
  readonly inherits?: Inheriting;
}

/** `paths` and `baseUrl` of a `tsconfig.json`, which hold where the file that `extends` another states none. */
export interface Inheriting {
  /** Files that it goes on from, each by the paths that it may have; of two that state something the later one counts. */
  readonly from: readonly (readonly string[])[];
  /** The folder that targets lie in, from the root. */
  readonly base: string | undefined;
  /** Targets as they are written, by their patterns. */
  readonly paths: Readonly<Record<string, readonly string[]>> | undefined;
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
