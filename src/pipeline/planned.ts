/** Where the bytes of a planned file come from. */
export type Content =
  | { readonly kind: 'file'; readonly file: string | Uint8Array }
  | { readonly kind: 'blob'; readonly oid: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

/** A file of the plan, not yet examined. */
export interface Planned {
  /** Name in the cache: the path, for git objects with their id. */
  readonly key: string;
  readonly path: string;
  readonly content: Content;
  /** Known before reading for files; 0 for git objects. */
  readonly sizeBytes: number;
  /** What the cache may believe instead of the content; empty: nothing. */
  readonly stamp: string;
}
