/** What a file is, told from its path and its first bytes. A check says in `needs.files` which it examines. */
export const fileClasses = [
  'text',
  'generated',
  'minified',
  'vendored',
  'archive',
  'binary',
] as const;
export type FileClass = (typeof fileClasses)[number];

/** A regular file inside the target, found but not yet read. */
export interface FileEntry {
  /** From the root, with `/`; bytes that are not UTF-8 are shown as `\xNN`. */
  readonly path: string;
  /** The name's true bytes where `path` cannot give them back, as base64 (relative to the root). */
  readonly rawPath?: string;
  readonly sizeBytes: number;
  /**
   * `mtime:ctime:inode:size`: unchanged means that the content hash of the last run still holds. Empty, and so never to
   * be believed, for a file that changed so recently that a further change could leave the times as they are.
   */
  readonly stamp: string;
}

/** A file read into memory, as a check gets it. */
export interface SourceFile {
  readonly path: string;
  /** UTF-8, or an ASCII superset when the encoding is unknown; UTF-16 and UTF-32 were converted; no BOM. */
  readonly bytes: Uint8Array;
  readonly fileClass: FileClass;
}

/** Why files were passed over on purpose. */
export const skipReasons = [
  'ignored',
  'excluded',
  'binary',
  'generated',
  'minified',
  'vendored',
  'symbolic-link',
  'special-file',
  'submodule',
  'empty',
] as const;
export type SkipReason = (typeof skipReasons)[number];

export interface Skipped {
  readonly reason: SkipReason;
  readonly count: number;
  /** Up to five, in order of path. */
  readonly examples: readonly string[];
}
