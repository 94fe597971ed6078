/** What a first look at a target tells. */
export interface Survey {
  readonly files: number;
  /** Most files first: `TypeScript (214 files)`. */
  readonly languages: readonly string[];
  /** Paths of files that say how the project is built, deployed and what it depends on; at most ten. */
  readonly manifests: readonly string[];
  /** Folders of foreign code, from the root; at most ten. */
  readonly foreignFolders: readonly string[];
  readonly testFolders: readonly string[];
}
