import type { Demotion } from './demotion.ts';
import type { Ring } from './rollout-settings.ts';
import type { Stage } from './stage.ts';

/** A rule as the engine in use has it: evidence is for this version. */
export interface RuleVersion {
  readonly rule: string;
  readonly version: number;
  readonly engine: number;
}

/** What the log says about one rule. A pure function of entries and frame; anybody can compute it again. */
export interface RuleEvidence extends RuleVersion {
  readonly counted: CountedVerdicts;
  readonly warn: GateEvidence;
  readonly block: GateEvidence;
  /** Undefined: no labelled corpus says anything of this version. */
  readonly prior?: RulePrior;
  /** Findings that the sample drew up to the last one answered, and those of them without an answer. */
  readonly drawn: number;
  readonly unanswered: number;
  /** When this version was first seen at work; undefined: never. */
  readonly since?: string;
}

/** What people's labels of corpora that a rule was not tuned on say of it, as Beta(a, b). */
export interface RulePrior {
  readonly truePositives: number;
  readonly falsePositives: number;
  /** Of a verdict: what one label counts for. */
  readonly weight: number;
  readonly a: number;
  readonly b: number;
}

/** Verdicts on one version of a rule, sorted by what they may count for. */
export interface CountedVerdicts {
  /** Answers on drawn, new findings, within the caps: what the gate for block looks at. */
  readonly answers: Counts;
  /** What these are worth at each gate: later ones of a repository less than its first. */
  readonly worth: Readonly<Record<'warn' | 'block', Counts>>;
  /** Findings that their own change removed again: count for warn only. */
  readonly implicit: number;
  readonly unclear: number;
  /** Overridden blocks that nobody judged: each counts as a false alarm. */
  readonly overridden: number;
  /** Answers beyond the caps, by repository or copy. */
  readonly capped: number;
  /** Complaints and verdicts on findings that were not drawn or not new: heard by demotion only. */
  readonly uncounted: number;
  readonly reviewers: readonly string[];
  readonly repositories: readonly string[];
  /** Findings that two people judged, and how well they agree beyond chance. */
  readonly doubles: number;
  readonly agreement?: number;
}

/** How far a rule has come towards one gate. */
export interface GateEvidence {
  readonly gate: 'warn' | 'block';
  /** Precision that the rule must be shown to exceed, and the agreed risk of being wrong about it. */
  readonly precision: number;
  readonly risk: number;
  readonly verdicts: Counts;
  /** What the verdicts are worth; everything below is computed from it. */
  readonly counts: Counts;
  /** Natural logarithms: of the e-value with what was carried over, and of what it takes. */
  readonly logE: number;
  readonly logThreshold: number;
  /** Share of the e-value's wealth that comes from the version before, as a logarithm; 0: nothing was carried. */
  readonly logCarried: number;
  /** Further clean verdicts of repositories that said nothing yet until the gate opens; 0: it is open; undefined: it never will be. */
  readonly needed: number | undefined;
  /** Whether it takes the prior to open the gate; only ever that for warn. */
  readonly isSeeded: boolean;
  /** Where there is a prior: the chance that it and the verdicts give the rule to exceed the precision. Shown, decides nothing. */
  readonly posterior?: number;
  /** Two-sided interval of 90 %: of what was counted, whatever the gate. */
  readonly interval: { readonly low: number; readonly high: number };
}

/** What people said about findings of one rule: true ones and false alarms. Shares of a verdict are allowed. */
export interface Counts {
  readonly truePositives: number;
  readonly falsePositives: number;
}

/** What a rule at block would have done to the builds of the past. */
export interface Forecast {
  readonly rule: string;
  /** Runs that looked at a change. */
  readonly builds: number;
  readonly blocked: number;
  /** One-sided upper bound of the share of builds, at 95 %. */
  readonly upperBound: number;
  /** The newest fifty of the builds that it would have stopped, the newest first. */
  readonly stopped: readonly StoppedBuild[];
}

export interface StoppedBuild {
  readonly at: string;
  readonly repository: string;
  readonly commit: string;
  readonly branch: string;
  readonly author: string;
  readonly fingerprints: readonly string[];
}

/** Where a rule stands and what keeps it from the next stage. */
export interface Standing {
  readonly rule: string;
  /** What the policy writes; above `stage` while a demotion holds that nobody wrote down. */
  readonly written: Stage;
  readonly stage: Stage;
  /** Undefined: it is at block. */
  readonly next: Stage | undefined;
  readonly evidence: RuleEvidence;
  readonly forecast: Forecast;
  readonly demotion?: Demotion;
  /** One sentence each, the nearest to people first; empty: it may rise. */
  readonly held: readonly string[];
}

/** What one ring says of a rule; the policy tells which of them counts. */
export interface RingEvidence {
  readonly ring: Ring;
  readonly counts: boolean;
  readonly evidence: RuleEvidence;
  readonly forecast: Forecast;
}

/** Facts about the whole ring that hold every rule. */
export interface RingState {
  /** Promotions of the last seven days. */
  readonly promotions: number;
  /** Builds of the last 28 days, and those of them that were stopped wrongly. */
  readonly builds: number;
  readonly wrongBlocks: number;
}

/** Where every rule stands. A pure function of the log and the policy: anybody can compute it again. */
export interface Ladder {
  readonly product: string;
  readonly now: string;
  readonly ring: RingState;
  readonly standings: readonly Standing[];
  /** Entries of the ring that were looked at. */
  readonly entries: number;
}

/** A stage to be written into the policy, and the evidence for it in sentences. */
export interface Proposal {
  readonly rule: string;
  readonly version: number;
  readonly engine: number;
  /** What the policy writes now; equal to `to` where a demoted rule rises again that nobody wrote down. */
  readonly written: Stage;
  readonly from: Stage;
  readonly to: Stage;
  readonly cause: 'promotion' | 'demotion';
  readonly evidence: readonly string[];
}
