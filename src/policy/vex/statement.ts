export type VexStatus = 'not_affected' | 'affected' | 'fixed' | 'under_investigation';

/** What a statement speaks of. */
export interface VexScope {
  /** Names of one thing: package URLs with or without a version, or other words. One that fits is enough. */
  readonly subject: readonly string[];
  /** Only these versions, where the document gives them apart from the name. */
  readonly versions?: readonly string[];
  /** Names of the product that it is a part of, where the statement holds only within one. */
  readonly within?: readonly string[];
}

/** One claim of a VEX document: this vulnerability has this status in these products. */
export interface VexStatement {
  /** From the root of the target. */
  readonly file: string;
  /** As the document calls it, or the document's own id with the vulnerability. */
  readonly id: string;
  /** Who says so; empty where the document does not tell. */
  readonly author: string;
  /** As written, ISO 8601; empty where the document does not tell. */
  readonly timestamp: string;
  /** Ids of the same vulnerability. */
  readonly vulnerabilities: readonly string[];
  readonly scopes: readonly VexScope[];
  readonly status: VexStatus;
  /** Why it is not affected, in the word of the format; empty where there is none. */
  readonly justification: string;
  /** The same in prose. */
  readonly impact: string;
}

/** What one file says. `problems`: statements that were left out, each a sentence. */
export type ParsedVex =
  | {
      readonly kind: 'parsed';
      readonly statements: readonly VexStatement[];
      readonly problems: readonly string[];
    }
  | { readonly kind: 'failed'; readonly detail: string };

/** Statements and problems of one document while it is read. */
export interface VexContent {
  readonly statements: readonly VexStatement[];
  readonly problems: readonly string[];
}
