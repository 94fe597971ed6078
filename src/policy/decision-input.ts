import type { Outcome, Reason, Effect, PolicyNotice } from '../model/decision.ts';
import type { Demotion } from '../model/demotion.ts';
import type { ComponentScope } from '../model/component.ts';
import type { ComponentEvidence, Confidence, FindingState } from '../model/finding.ts';
import type { Incomplete } from '../model/incomplete.ts';
import type { Severity } from '../model/severity.ts';
import type { Stage } from '../model/stage.ts';
import type { VexUse } from '../model/vex-use.ts';

/** What a decision may ask of the component that a finding is about. */
export interface ComponentFacts {
  /** With the version: `pkg:npm/lodash@4.17.15`. */
  readonly purl: string;
  readonly scope: ComponentScope;
  readonly direct: boolean;
  readonly reach: ComponentEvidence['reach'];
  /** Ids of the same problem; empty where it is no advisory. */
  readonly advisories: readonly string[];
  /** CVSS base score, 0 to 10; 0 where unknown. */
  readonly cvss: number;
  /** Probability of exploitation within 30 days, 0 to 1; 0 where unknown. */
  readonly epss: number;
  /** Known to be exploited. */
  readonly exploited: boolean;
  /** Versions that mend it exist. */
  readonly fixable: boolean;
}

/** All that a decision needs to know of a finding. */
export interface FindingFacts {
  readonly ruleId: string;
  readonly checkId: string;
  readonly fingerprint: string;
  readonly path: string;
  /** Name of the endpoint, where the place is one; then `path` is the same and no path. */
  readonly endpoint?: string;
  readonly line: number;
  readonly component?: ComponentFacts;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly state: FindingState;
  readonly tags: readonly string[];
  readonly cwe: readonly number[];
  /** What a VEX document of the policy says of it, where that is an answer. */
  readonly vex?: VexUse;
  /** Reason of the inline suppression that covers it and is in force. */
  readonly suppressed?: string;
}

/** What `when:` may ask besides the finding. */
export interface WhenContext {
  readonly product: {
    readonly name: string;
    readonly tier: number;
    readonly exposure: string;
    readonly data: readonly string[];
  };
  readonly target: { readonly kind: string; readonly branch: string };
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** Break-glass: who passed a build by force, why, and until when that holds. */
export interface Override {
  readonly by: string;
  readonly reason: string;
  /** ISO 8601. */
  readonly expires: string;
}

/** Everything besides the policy that a decision is computed from. Plain data, stored in the decision record. */
export interface DecisionInput {
  /** ISO 8601. */
  readonly now: string;
  readonly target: {
    readonly kind: string;
    readonly branch: string;
    /** All of the target was examined, so that an unused waiver is truly unused. */
    readonly whole: boolean;
  };
  readonly findings: readonly FindingFacts[];
  /** Stages that rules lost by themselves, from the log; at most one a rule. */
  readonly demotions: readonly Demotion[];
  /** Somebody lets this run through although the policy may stop it. */
  readonly override?: Override;
  readonly incomplete: readonly Incomplete[];
}

/** What became of one finding; aligned with the input's findings. */
export interface Judgement {
  readonly stage: Stage;
  readonly effect: Effect;
  readonly why: readonly string[];
  readonly waiver?: number;
}

export interface Judged {
  readonly outcome: Outcome;
  readonly reasons: readonly Reason[];
  readonly judgements: readonly Judgement[];
  readonly notices: readonly PolicyNotice[];
}
