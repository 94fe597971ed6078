/** What git says about the target. */
export interface GitFacts {
  readonly commit: string;
  /** Undefined on a detached head. */
  readonly branch?: string;
  readonly shallow: boolean;
  /** Remote `origin` without credentials. */
  readonly remote?: string;
  /** Whether tracked files differ from the commit. */
  readonly dirty: boolean;
}

/** What a run is compared with when a base ref is given. */
export interface GitBase {
  /** As the user wrote it: `origin/main`. */
  readonly ref: string;
  /** Commit that the ref names: the policy is read from here. */
  readonly commit: string;
  /** Findings are compared with this commit. */
  readonly mergeBase: string;
}

/** 1-based lines, both ends included. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** A file that a change touches. */
export interface ChangedFile {
  readonly path: string;
  readonly status: 'added' | 'modified' | 'renamed';
  /** What the change brings; undefined where it was not told by lines (binary, large, or too many files). */
  readonly lines?: readonly LineRange[];
}
