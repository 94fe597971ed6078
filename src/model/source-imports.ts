/** Where the sources of a target import a module, and what they use of it. */
export interface ModuleUse {
  /** From the root of the target. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** Of Go, names that are used of the package, each once, sorted: `Unmarshal`, `Decoder.Decode`. Empty: not told. */
  readonly symbols: readonly string[];
}

/** What the sources of one language import. */
export interface SourceImports {
  /**
   * The first use of each module by path and line, all symbols joined. Keys: of npm the package (`lodash`,
   * `@scope/name`), of PyPI the dotted module (`yaml`, `google.cloud.storage`), of Go the import path.
   */
  readonly modules: ReadonlyMap<string, ModuleUse>;
  /** Source files that were read. */
  readonly files: number;
  /** Why "not imported" cannot be claimed: files that were left out, imports whose name is computed. Empty: it can. */
  readonly gaps: readonly string[];
}

/** Sources of the target by OSV ecosystem (`npm`, `PyPI`, `Go`); undefined: no sources of that language are read. */
export type ImportsOf = (ecosystem: string) => SourceImports | undefined;
