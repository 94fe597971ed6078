/** What a line says by itself, without being understood. */
export interface TokenFinding {
  /** Slug of the rule. */
  readonly rule: string;
  /** Offsets into the text, UTF-16. */
  readonly start: number;
  readonly end: number;
  /** One clause on this occurrence: `MD5 is broken`. */
  readonly shows: string;
}
