import type { Outcome } from './decision.ts';
import type { Stage } from './stage.ts';

/** What a person said of a finding. `not-useful` counts as a false alarm; `unclear` counts for neither. */
export const verdictKinds = [
  'true-positive-fixed',
  'true-positive-accepted',
  'false-positive-wrong',
  'false-positive-not-applicable',
  'not-useful',
  'unclear',
] as const;
export type VerdictKind = (typeof verdictKinds)[number];

/** How a verdict came about. Only the first two are a person's answer to a question that chance asked. */
export const verdictSources = [
  /** Drawn by the seeded sample, or given on a finding that the sample holds. */
  'triage',
  'command',
  /** A line in a commit message. */
  'commit-trailer',
  /** A suppression comment with a false-positive reason. */
  'suppression',
  /** The change that brought the finding removed it before it was merged. */
  'implicit-fixed',
  /** The code around it is gone: says nothing about the rule. */
  'implicit-vanished',
] as const;
export type VerdictSource = (typeof verdictSources)[number];

interface EntryHead {
  /** 100 bits of SHA-256 over the rest of the entry, base32hex: equal entries are one, changed ones are found out. */
  readonly id: string;
  readonly v: 1;
  /** ISO 8601. */
  readonly at: string;
  readonly product: string;
  readonly group: string;
  /** Remote without credentials, or the folder's name. */
  readonly repository: string;
}

/** One run: what a forecast, and the effect report, are made of. Findings are told by fingerprint only. */
export interface RunEntry extends EntryHead {
  readonly kind: 'run';
  readonly tool: string;
  /** As in `Target.kind`; `since` where the run looked at a change. */
  readonly mode: string;
  readonly commit: string;
  readonly branch: string;
  /** Who made the commit, as git says; empty without git. */
  readonly author: string;
  readonly outcome: Outcome;
  /** Digests of the decision's inputs and of the policy in force. */
  readonly decision: string;
  readonly policy: string;
  readonly wallMs: number;
  readonly files: number;
  /** Only rules that found something, or whose findings are gone. */
  readonly rules: readonly RuleTally[];
}

export interface RuleTally {
  readonly rule: string;
  readonly version: number;
  readonly engine: number;
  readonly stage: Stage;
  /** What the change brought; nothing where the run was not compared with anything. */
  readonly new: readonly NewFinding[];
  readonly fixed: readonly string[];
  readonly existing: number;
  /** Findings that stopped the build, and those that a comment or waiver covers. */
  readonly blocks: number;
  readonly covered: number;
}

/** A finding that a change brought: enough to recognise it, or a copy of it, later. */
export interface NewFinding {
  readonly fingerprint: string;
  readonly path: string;
  /** Equal for copies of one text: the identity without the path. */
  readonly copy: string;
}

export interface VerdictEntry extends EntryHead {
  readonly kind: 'verdict';
  readonly fingerprint: string;
  readonly rule: string;
  readonly version: number;
  readonly engine: number;
  readonly verdict: VerdictKind;
  readonly source: VerdictSource;
  readonly by: string;
  readonly reason: string;
  readonly path: string;
  /** Equal for copies of one text: the identity without the path. */
  readonly copy: string;
  /** The finding was new in the change that brought it. */
  readonly isNew: boolean;
  /** Stage of the finding when the verdict was given, and whether it stopped a build. */
  readonly stage: Stage;
  readonly blocked: boolean;
}

export interface StageEntry extends EntryHead {
  readonly kind: 'stage';
  readonly rule: string;
  readonly version: number;
  readonly engine: number;
  readonly from: Stage;
  readonly to: Stage;
  /** What the evidence asked for when `rollout apply` wrote it into the policy. */
  readonly cause: 'promotion' | 'demotion';
  readonly because: string;
  readonly by: string;
}

export interface WaiverEntry extends EntryHead {
  readonly kind: 'waiver';
  readonly rule: string;
  readonly scope: string;
  readonly reason: string;
  readonly development: string;
  readonly security: string;
  readonly expires: string;
}

/** The stages that the policy in force writes, when a repository's runs first saw them: a promotion taken any way is told by it. */
export interface PolicyEntry extends EntryHead {
  readonly kind: 'policy';
  /** Digest of the policy. */
  readonly policy: string;
  /** Every rule that the run knew, in order of name. */
  readonly rules: readonly WrittenStage[];
}

export interface WrittenStage {
  readonly rule: string;
  readonly version: number;
  readonly engine: number;
  /** The highest that the policy can give the rule, whatever the conditions; a demotion does not change it. */
  readonly stage: Stage;
}

/** A build that was let through although the policy stopped it. */
export interface OverrideEntry extends EntryHead {
  readonly kind: 'override';
  readonly reason: string;
  readonly by: string;
  readonly decision: string;
  readonly commit: string;
  readonly rules: readonly {
    readonly rule: string;
    readonly version: number;
    readonly engine: number;
  }[];
  readonly fingerprints: readonly string[];
  /** ISO 8601: it lets this commit through until then. */
  readonly expires: string;
}

/** One line of the log (docs/rollout.md, schema/log.schema.json). */
export type LogEntry =
  | RunEntry
  | VerdictEntry
  | StageEntry
  | PolicyEntry
  | WaiverEntry
  | OverrideEntry;

type WithoutId<T> = T extends unknown ? Omit<T, 'id' | 'v'> : never;
/** What is to be written: the id follows from it. */
export type NewLogEntry = WithoutId<LogEntry>;
