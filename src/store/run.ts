import type { Outcome, Reason } from '../model/decision.ts';
import type { Incomplete } from '../model/incomplete.ts';

/** Whose run it is: findings are compared within one of these. */
export interface StreamName {
  readonly product: string;
  readonly repository: string;
  readonly branch: string;
  /** `lockstep`, or the foreign tool with its category. */
  readonly source: string;
  /** Of the default branch: what stands there is not new on others. */
  readonly isDefault: boolean;
}

/** What a run has looked at: only there can a finding be gone. */
export interface RunScope {
  /** Ids of checks; undefined: everything that the source can find. */
  readonly checks: readonly string[] | undefined;
  /** Below this folder; empty: everywhere. */
  readonly within: string;
  /** A run on a change names what is gone; what it does not name is still there. */
  readonly isWhole: boolean;
  /** Paths that could not be examined. */
  readonly unknownPaths: readonly string[];
}

export interface RunHead {
  readonly stream: StreamName;
  readonly scope: RunScope;
  readonly format: string;
  readonly tool: string;
  readonly commit: string;
  /** ISO 8601. */
  readonly ranAt: string;
  /** SHA-256 of what was sent. */
  readonly digest: string;
  readonly outcome: Outcome;
  readonly reasons: readonly Reason[];
  readonly incomplete: readonly Incomplete[];
  /** By id of rule, as findings name it. */
  readonly rules: ReadonlyMap<string, RuleFacts>;
  /** Put before the id of every rule. */
  readonly rulePrefix: string;
  /** Excerpts and traces are not stored. */
  readonly quotesSecrets?: boolean;
}

/** What holds for every finding of a rule. */
export interface RuleFacts {
  /** CWE numbers. */
  readonly cwe: readonly number[];
  /** For findings that state none. */
  readonly severity: number;
  /** Of the rule, and of the check that it is a rule of; 0: the tool has none. */
  readonly version: number;
  readonly engine: number;
}

/** What a run has changed. */
export interface StoredRun {
  readonly id: string;
  /** It was stored before; nothing has changed. */
  readonly isKnown: boolean;
  /** A later run of the stream was there already: this one is kept, and changes no finding. */
  readonly isLate: boolean;
  readonly counts: RunCounts;
}

export interface RunCounts {
  readonly new: number;
  readonly existing: number;
  readonly moved: number;
  readonly fixed: number;
  readonly reopened: number;
}
