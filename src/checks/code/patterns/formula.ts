import type { PolicyPosition } from '../../../model/policy.ts';

/** What a rule looks for, as it is written in a rule file. */
export type Formula =
  | {
      readonly kind: 'pattern';
      readonly at: PolicyPosition;
      readonly pattern: string;
      readonly where: Where;
    }
  /** A regular expression on the text of the file. */
  | {
      readonly kind: 'regex';
      readonly at: PolicyPosition;
      readonly regex: string;
      readonly where: Where;
    }
  | {
      readonly kind: 'any';
      readonly at: PolicyPosition;
      readonly any: readonly Formula[];
      readonly where: Where;
    }
  | {
      readonly kind: 'all';
      readonly at: PolicyPosition;
      readonly all: readonly Part[];
      readonly where: Where;
    };

/** A part of `all`: what must be there at the place itself, around it, and what must not. */
export type Part = {
  readonly kind: 'is' | 'inside' | 'not' | 'not-inside';
  readonly formula: Formula;
};

/** Conditions on metavariables, all of which must hold; and what is reported. */
export type Where = readonly Condition[];

export type Condition =
  /** The text of the metavariable has a match of this regular expression. */
  | {
      readonly kind: 'regex';
      readonly at: PolicyPosition;
      readonly metavariable: string;
      readonly regex: string;
      readonly negative: boolean;
    }
  /** The formula is found in what the metavariable stands for. */
  | {
      readonly kind: 'match';
      readonly at: PolicyPosition;
      readonly metavariable: string;
      readonly match: Formula;
    }
  /** `$BITS < 2048`. */
  | { readonly kind: 'comparison'; readonly at: PolicyPosition; readonly comparison: string }
  /** What is reported is what this metavariable stands for. */
  | { readonly kind: 'focus'; readonly at: PolicyPosition; readonly focus: string };
