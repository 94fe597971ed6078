import type { Confidence } from '../../model/finding.ts';
import type { Rule } from '../../model/rule.ts';

/** What a rule's own test of a candidate says: reasons for it, or the one reason against it. */
export type Judgement =
  | { readonly accepted: readonly string[]; readonly confidence?: Confidence }
  | { readonly rejected: string };

/** Which rule keeps a place that two rules claim; the higher number wins. */
export const ranks = { generic: 0, format: 1, near: 2, token: 3, checked: 4 } as const;
export type Rank = keyof typeof ranks;

/** A rule of this check: the advice that travels, and how its secrets are recognised. */
export interface SecretRule extends Rule {
  /**
   * Lower-case ASCII. The pattern is tried only where one of them stands (in any case), and must match from there:
   * what comes before belongs into a lookbehind.
   */
  readonly keywords: readonly string[];
  /**
   * Bounded: no `*`, `+` or `{n,}`. The secret is group `secret`; where it begins before the keyword, group `head` in the
   * lookbehind is its beginning.
   */
  readonly pattern: RegExp;
  /** Flags `d` and `g`. Each match, with its own group `secret`, is one secret in what `pattern` calls `secret`. */
  readonly items?: RegExp;
  /** The rule looks only at files whose path matches. */
  readonly path?: RegExp;
  readonly rank: Rank;
  readonly confidence: Confidence;
  /** Shannon entropy that the secret must have, in bits a character; 0: not looked at. */
  readonly minEntropy: number;
  /** Whether the secret is told from placeholders and other non-secrets (engine/reject.ts). */
  readonly rejectsPlaceholders: boolean;
  /** Why the shape alone speaks for a secret. */
  readonly reason: string;
  readonly validate?: (secret: string, match: RegExpExecArray) => Judgement;
}
