/** Where the sources of a target import a module, and what they use of it. */
export interface ModuleUse {
  /** From the root of the target. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** Of Go, names that are used of the package, each once, sorted: `Unmarshal`, `Decoder.Decode`. Empty: not told. */
  readonly symbols: readonly string[];
  /** Only tests, examples or the configuration of tools use it. */
  readonly aside?: true;
}

/** What the sources of one language import. */
export interface SourceImports {
  /**
   * The first use of each module by path and line, of what is shipped before what is aside, all symbols joined. Keys:
   * of npm the package (`lodash`, `@scope/name`), of PyPI the dotted module (`yaml`, `google.cloud.storage`), of Go the
   * import path.
   */
  readonly modules: ReadonlyMap<string, ModuleUse>;
  /** Source files that were read. */
  readonly files: number;
  /** Why "not imported" cannot be claimed: files that were left out, imports whose name is computed. Empty: it can. */
  readonly gaps: readonly string[];
  /** Short strings that could name a package or a module: view engines and database drivers are loaded by such a word. */
  readonly mentions: ReadonlySet<string>;
  /** Of Go, exported names behind a dot that are not known to be a package's: methods and fields that are used somewhere. */
  readonly members: ReadonlySet<string>;
}

/** Sources of the target by OSV ecosystem (`npm`, `PyPI`, `Go`); undefined: no sources of that language are read. */
export type ImportsOf = (ecosystem: string) => SourceImports | undefined;
