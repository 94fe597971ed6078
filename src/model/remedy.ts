/** One change that a person, or `--fix`, can make. */
export interface Remedy {
  /**
   * `upgrade`: the declared dependency gets another version; `refresh`: what is declared already allows the version, the
   * lockfile is to be made anew; `override`: the manifest forces a version of a transitive dependency; `remove`: the
   * package is to go (malicious, no mended version).
   */
  readonly kind: 'upgrade' | 'refresh' | 'override' | 'remove';
  /** Of the package to change: the direct dependency that brings it, or the component itself. */
  readonly name: string;
  /** Version now, exact. */
  readonly from: string;
  /** Lowest version that removes the problem; empty of `remove`. */
  readonly to: string;
  /** Where it is declared, or the manifest that takes the override; undefined where no file is known. */
  readonly at?: { readonly path: string; readonly line: number };
  /** Whether the version scheme of the ecosystem says that the step may break its users (semver: another major). */
  readonly breaking: boolean;
  /** One sentence in the imperative, with the command to run afterwards where there is one. */
  readonly sentence: string;
  /** Other problems are known of that version too: nothing better is known. */
  readonly residual?: boolean;
  /** What is written into the manifest; undefined where nothing is, or where it cannot be told. */
  readonly edit?: RemedyEdit;
  /** Further changes without which this one does not remove the problem: it came in by several ways. */
  readonly together?: readonly Remedy[];
}

/** Program that installs what the lockfile states; it says where a change is written. */
export type PackageManager =
  | 'npm'
  | 'pnpm'
  | 'yarn'
  | 'bun'
  | 'pip'
  | 'pipenv'
  | 'poetry'
  | 'pdm'
  | 'uv'
  | 'go'
  | 'cargo'
  | 'bundler'
  | 'composer'
  | 'nuget'
  | 'maven'
  | 'gradle'
  | 'pub'
  | 'mix'
  | 'swift'
  | 'cocoapods';

export interface RemedyEdit {
  readonly manager: PackageManager;
  /** In the style of what was declared: `^4.17.21`. */
  readonly constraint: string;
  /** Of an override that is to hold only below this package, because others need another version of the same name. */
  readonly inside?: string;
}
