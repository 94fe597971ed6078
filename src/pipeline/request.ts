import type { HashKey } from '../io/key.ts';

/** What one run examines. */
export type Mode =
  /** All files of the work tree or directory. */
  | { readonly kind: 'tree' }
  /** What changed against the merge base with a ref: the work tree against that commit. */
  | { readonly kind: 'since'; readonly ref: string }
  /** What is staged for the next commit, against HEAD. */
  | { readonly kind: 'staged' }
  /** Every blob that the history of any ref holds. */
  | { readonly kind: 'history' }
  /** The added lines of a unified diff. */
  | { readonly kind: 'diff'; readonly bytes: Uint8Array }
  | { readonly kind: 'stdin'; readonly name: string; readonly bytes: Uint8Array };

export interface RunRequest {
  readonly mode: Mode;
  /** Absolute or relative to the working directory. Of a diff and a text: whose policy holds. */
  readonly path: string;
  /** Instead of the policy's `checks`. */
  readonly checkIds?: readonly string[] | undefined;
  /** Instead of the target's `lockstep.yaml`. */
  readonly policyFile?: string | undefined;
  /** Instead of the target's `.lockstep/baseline.json`; `none` compares with nothing. */
  readonly baselineFile?: string | undefined;
  /** Folder of the content cache; undefined: no cache. */
  readonly cacheDir?: string | undefined;
  readonly threads: number;
  readonly key: HashKey;
  /** ISO 8601. */
  readonly now: string;
}

/** What a run needs besides its request: how to stop it, whom to tell, and, for tests, which checks there are. */
export interface RunEnvironment {
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
  /** URL of the module that exports `checks`. */
  readonly registry?: string;
}
