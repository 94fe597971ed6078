import type { Confidence } from '../../../model/finding.ts';
import type { Rule } from '../../../model/rule.ts';

/** A secret that was told from the name of its key and its value. */
export interface SecretHit {
  readonly ruleId: string;
  /** Byte offsets of the secret, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  readonly key?: string;
  readonly confidence: Confidence;
  readonly reasons: readonly string[];
}

export interface GenericInput {
  readonly path: string;
  /** Latin-1: an index is a byte offset. */
  readonly text: string;
  /** Byte offsets at which a generic keyword begins, ascending. */
  readonly hits: readonly number[];
}

/** Lower-case ASCII words of key names that make a place worth looking at. */
export const genericKeywords: readonly string[] = [];

export const genericRules: readonly Rule[] = [];

export function examineGeneric(_input: GenericInput): readonly SecretHit[] {
  return [];
}
