import type { FileClass } from '../model/file.ts';
import type { Finding } from '../model/finding.ts';
import type { IncompleteReason } from '../model/incomplete.ts';
import type { Summary } from '../model/program-check.ts';
import type { BadSuppression, Suppression } from '../model/suppression.ts';

/** One piece of work for a worker thread: a file to read, or bytes that were read elsewhere (git objects, stdin). */
export interface Unit {
  /** As in `FileEntry.path`. */
  readonly path: string;
  readonly source:
    | { readonly kind: 'file'; readonly file: string | Uint8Array }
    | { readonly kind: 'bytes'; readonly bytes: Uint8Array };
  readonly sizeBytes: number;
  /** Content hash of the result that the cache holds for this path; when it still fits, nothing is examined. */
  readonly knownHash?: string;
}

/** What the checks said about one file. Plain data: it crosses threads and lies in the cache. */
export interface FileResult {
  readonly fileClass: FileClass;
  readonly findings: readonly Finding[];
  readonly incomplete: readonly {
    readonly checkId: string;
    readonly reason: IncompleteReason;
    readonly detail: string;
  }[];
  readonly suppressions: readonly Suppression[];
  readonly badSuppressions: readonly BadSuppression[];
}

/** How one unit ended. */
export type UnitOutcome =
  | {
      readonly kind: 'examined';
      /** Of what was read from a file; empty for bytes that were read elsewhere: git knows its objects by name. */
      readonly hash: string;
      readonly bytes: number;
      readonly result: FileResult;
    }
  /** What it adds to a program. */
  | {
      readonly kind: 'summarised';
      readonly hash: string;
      readonly bytes: number;
      readonly summary: Summary;
    }
  /** The content is the one with `knownHash`: the cached result holds. */
  | { readonly kind: 'same'; readonly bytes: number }
  | { readonly kind: 'incomplete'; readonly reason: IncompleteReason; readonly detail: string };
