/** How a component is needed where it is needed most: production before optional, peer and development. */
export const componentScopes = ['prod', 'optional', 'peer', 'dev'] as const;
export type ComponentScope = (typeof componentScopes)[number];

/** Where the content of a component comes from, as the lockfile states it. */
export type ComponentSource =
  /** A registry of the ecosystem; `url` where the lockfile names it, without credentials. */
  | { readonly kind: 'registry'; readonly url?: string }
  | { readonly kind: 'git'; readonly url: string; readonly commit?: string }
  | { readonly kind: 'archive'; readonly url: string }
  /** Inside the target: a workspace member, a `file:` dependency. */
  | { readonly kind: 'path'; readonly path: string };

/** One package in one version, as one file of the target states it. */
export interface Component {
  /** As OSV names it, `npm`, `PyPI`, `crates.io`; a purl type in lower case where OSV has none (`docker`). */
  readonly ecosystem: string;
  /** As the ecosystem writes it: `@scope/name`, `group:artifact`, a Go module path; not normalised. */
  readonly name: string;
  /** Exact; empty where the file states only a constraint. */
  readonly version: string;
  /** Where only a constraint or a managed version is known: it, as it is written. */
  readonly constraint?: string;
  readonly direct: boolean;
  readonly scope: ComponentScope;
  /** 1-based, in the file that states it. */
  readonly line: number;
  /** As stated: `sha512-…` (SRI) or `sha256:<hex>`; several for several artefacts. */
  readonly integrity: readonly string[];
  readonly source: ComponentSource;
  /** Whether it runs a script when it is installed, where the lockfile says so. */
  readonly installScript?: boolean;
  /** As stated, SPDX or not. */
  readonly licence?: string;
  /** When the version was published, where the file says so: ISO 8601, of the earliest artefact. */
  readonly publishedAt?: string;
  /** What it needs: indexes into the same list, each once, in ascending order. */
  readonly dependsOn: readonly number[];
  /**
   * What each of `dependsOn` was declared as, in the same order: `^1.2.0`, as the ecosystem writes it; empty where the file
   * does not say. Absent where it says none.
   */
  readonly constraints?: readonly string[];
}

/** One dependency that a person declared. */
export interface Requirement {
  /** Folder of the workspace member from the root of the target; empty: of the lockfile itself. */
  readonly workspace: string;
  readonly name: string;
  /** As declared: `^1.2.0`; empty where nothing but the name is. */
  readonly constraint: string;
  readonly scope: ComponentScope;
  /** Index of the component that it resolved to; undefined where none is stated. */
  readonly component?: number;
  /** Where it is declared, which is often another file than the lockfile. */
  readonly declaredAt: { readonly path: string; readonly line: number };
}

/** What one lockfile or manifest states. */
export interface ComponentList {
  /** From the root of the target. */
  readonly path: string;
  /** Id of the format: `package-lock`. */
  readonly format: string;
  readonly components: readonly Component[];
  readonly requirements: readonly Requirement[];
  /** `whole`: everything that will be installed; `declared`: direct dependencies only, transitive ones are not told. */
  readonly extent: 'whole' | 'declared';
}

/** A part of a file that could not be understood. Never an empty list that looks like "none". */
export interface ManifestProblem {
  readonly detail: string;
  /** 1-based, where it is known. */
  readonly line?: number;
}

export type ParsedManifest =
  | {
      readonly kind: 'parsed';
      readonly list: ComponentList;
      /** Entries that were left out. */
      readonly problems: readonly ManifestProblem[];
    }
  | { readonly kind: 'failed'; readonly reason: 'unreadable' | 'limit'; readonly detail: string };

/** A file as a reader of manifests gets it. */
export interface ManifestFile {
  readonly path: string;
  /** UTF-8, no BOM. */
  readonly text: string;
}

/** One way to write down components. Adding one is a file and a line in `formats.ts`. */
export interface ManifestFormat {
  /** `package-lock`, in lower case, never changed. */
  readonly id: string;
  /** For people: `package-lock.json of npm, versions 1 to 3`. */
  readonly title: string;
  /** Whether a file of this path is of the format; a path from the root, with `/`. */
  readonly reads: (path: string) => boolean;
  /** Further files that are read where they exist, from the root: the manifest beside a lockfile, members of a workspace. */
  readonly companions?: (file: ManifestFile) => readonly string[];
  /** Further files, from the root and of any name, that state components in the same format, each a list of its own. */
  readonly includes?: (file: ManifestFile) => readonly string[];
  /** Where another file may state the same and better, the lockfile that governs a manifest: then this one is not read. */
  readonly yieldsTo?: {
    /** Paths of files that may govern it, from the root, a group a folder, the nearest first. */
    readonly groups: (path: string) => readonly (readonly string[])[];
    /** Whether those of a group that exist govern it; never throws. */
    readonly governs: (path: string, group: ReadonlyMap<string, ManifestFile>) => boolean;
  };
  /** Pure; never throws for what a file holds. `companions` has those that exist. */
  readonly parse: (
    file: ManifestFile,
    companions: ReadonlyMap<string, ManifestFile>,
  ) => ParsedManifest;
}
