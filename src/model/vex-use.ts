/** What VEX says of a finding, and who says so: like a waiver, but given by somebody else. */
export interface VexUse {
  readonly status: 'not_affected' | 'fixed';
  /** Why it is not affected, in the word of the format; empty where there is none. */
  readonly justification: string;
  /** The same in prose. */
  readonly impact: string;
  /** From the root of the target. */
  readonly file: string;
  /** Id of the statement. */
  readonly statement: string;
  /** Empty where unknown, as `timestamp` (ISO 8601, as written). */
  readonly author: string;
  readonly timestamp: string;
}
