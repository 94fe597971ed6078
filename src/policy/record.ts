import type { BaselineSource } from '../model/report.ts';
import type { GitBase, GitFacts } from '../model/git.ts';
import type { PolicySource } from '../model/policy.ts';
import { canonicalJson, digestOf } from './canonical-json.ts';
import type { DecisionInput, Judged } from './decision-input.ts';

/** Grows with every change of the shape that an older `verify` would misread. */
export const RECORD_FORMAT = 'lockstep-decision/1';

/** A decision with everything it was computed from: `lockstep verify` computes it again (schema/decision.schema.json). */
export interface DecisionRecord {
  readonly format: typeof RECORD_FORMAT;
  readonly tool: { readonly name: string; readonly version: string };
  readonly subject: {
    readonly name: string;
    readonly git?: GitFacts;
    readonly base?: GitBase;
    /** Of the observations of endpoints that the findings come from, in their order, with those they were compared with. */
    readonly observations?: { readonly count: number; readonly digest: string };
  };
  readonly checks: readonly {
    readonly id: string;
    readonly version: number;
    /** Digest of the ids and versions of its rules. */
    readonly rules: string;
  }[];
  readonly baseline: BaselineSource;
  readonly policy: Omit<PolicySource, 'differs'>;
  readonly input: DecisionInput;
  readonly result: Judged;
  /** Of the canonical JSON (RFC 8785) of each part. */
  readonly digests: Readonly<Record<DigestedPart, string>>;
}

export const digestedParts = [
  'tool',
  'subject',
  'checks',
  'baseline',
  'policy',
  'input',
  'result',
] as const;
export type DigestedPart = (typeof digestedParts)[number];

export type RecordParts = Pick<DecisionRecord, DigestedPart>;

/** Completes the parts with their digests. */
export function makeRecord(parts: RecordParts): DecisionRecord {
  return { format: RECORD_FORMAT, ...parts, digests: digestsOf(parts) };
}

/** The digests as they should be. */
export function digestsOf(parts: RecordParts): Record<DigestedPart, string> {
  const digest = (part: DigestedPart): string => digestOf(canonicalJson(parts[part]));
  return {
    tool: digest('tool'),
    subject: digest('subject'),
    checks: digest('checks'),
    baseline: digest('baseline'),
    policy: digest('policy'),
    input: digest('input'),
    result: digest('result'),
  };
}
