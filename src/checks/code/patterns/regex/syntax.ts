/** Characters by ranges of UTF-16 code units, low and high included. */
export interface CharacterSet {
  readonly ranges: readonly (readonly [number, number])[];
  readonly negated: boolean;
}

export type RegexNode =
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'sequence'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly options: readonly RegexNode[] }
  | {
      readonly kind: 'repeat';
      readonly inner: RegexNode;
      readonly min: number;
      readonly max: number;
      readonly isLazy: boolean;
    }
  | { readonly kind: 'edge'; readonly edge: Edge }
  | {
      readonly kind: 'look';
      readonly inner: RegexNode;
      readonly isBehind: boolean;
      readonly isNegative: boolean;
    };

/** A place between characters. */
export type Edge =
  | 'text-start'
  | 'text-end'
  | 'last-line-end'
  | 'line-start'
  | 'line-end'
  | 'word'
  | 'not-word';

/** What a regular expression cannot be, and where in it. */
export class RegexFault extends Error {
  readonly offset: number;
  readonly repair: string | undefined;

  constructor(offset: number, what: string, repair?: string) {
    super(what);
    this.offset = offset;
    this.repair = repair;
  }
}

export interface RegexFlags {
  ignoreCase: boolean;
  /** `^` and `$` stand at lines. */
  multiline: boolean;
  /** `.` is also a line break. */
  dotAll: boolean;
}
