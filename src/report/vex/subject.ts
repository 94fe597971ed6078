/** What a VEX document is about, who says it and when. */
export interface VexSubject {
  readonly product: {
    readonly name: string;
    /** Package URL. */
    readonly purl: string;
  };
  readonly author: string;
  /** URI that the author controls (CSAF, `publisher.namespace`). */
  readonly namespace: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO 8601. */
  readonly now: string;
}
