import type { Stage } from './stage.ts';

/** What the log says about some days of graduated enforcement. A pure function of it. */
export interface EffectSummary {
  readonly product: string;
  /** ISO 8601. */
  readonly from: string;
  readonly until: string;
  readonly days: number;
  /** Commits that a run looked at as a change, once a repository, and what became of them. */
  readonly builds: number;
  readonly blocked: number;
  readonly overridden: number;
  /** Who made those commits. */
  readonly developers: number;
  readonly repositories: number;
  /** Time that one run took, by nearest rank; undefined: no run. */
  readonly medianMs: number | undefined;
  readonly slowMs: number | undefined;
  readonly totals: EffectCounts;
  /** Rules that brought something, those with most findings first. */
  readonly rules: readonly RuleEffect[];
}

/** New findings of the days, each once, and what people said of them. */
export interface EffectCounts {
  readonly found: number;
  readonly right: number;
  readonly falseAlarms: number;
  readonly unclear: number;
  /** False alarms that warned or stopped somebody: the noise. */
  readonly shownFalse: number;
  /** Observed only, and gone again while their files stayed. */
  readonly fixedUntold: number;
  /** Builds with findings that nothing covers, had every rule blocked; by what people said of these findings. */
  readonly wouldBlock: BlockForecast;
}

export interface BlockForecast {
  readonly builds: number;
  /** At least one of its findings is right. */
  readonly rightly: number;
  /** All of them are false alarms. */
  readonly wrongly: number;
}

export interface RuleEffect extends EffectCounts {
  readonly rule: string;
  /** As of its last run. */
  readonly stage: Stage;
}
