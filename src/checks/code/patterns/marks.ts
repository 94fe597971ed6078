import type { SourceKind } from '../models/model.ts';
import type { Family } from '../models/families.ts';

/** What a place of the code is to a rule of a user's that follows data. */
export type MarkRole = 'source' | 'sink' | 'sanitiser' | 'propagator';

export interface Mark {
  readonly role: MarkRole;
  /** Slug of the rule: `custom-our-shell`. */
  readonly rule: string;
  /** For the trace: the text of the place, on one line. */
  readonly what: string;
  /**
   * Of a propagator, the operation (offset in `ModuleIr.code`) that data comes from. What the marked operation yields, or
   * of a variable that is written what it holds from there on, is a source, is safe for the rule, or gets the data; a
   * marked value of a sink must not be untrusted.
   */
  readonly from?: number;
}

/** Of one module, by the offset of the operation in `ModuleIr.code`. */
export type Marks = ReadonlyMap<number, readonly Mark[]>;

/** A rule of a user's that follows data, besides its marks. */
export interface MarkedRule {
  readonly rule: string;
  /** Sources of Lockstep's own models that count as well. */
  readonly kinds: readonly SourceKind[];
  /** What values must be made safe for, where models say how; absent: only the rule's own sanitisers count. */
  readonly family?: Family;
}
