import type { Severity } from './severity.ts';

/** OWASP Top 10:2025 category, for example `A07:2025`. */
export type OwaspCategory =
  `A${'01' | '02' | '03' | '04' | '05' | '06' | '07' | '08' | '09' | '10'}:2025`;

/** A text that proves a rule right: every `hit` must be found, no `ok` may be. The contract test runs them all. */
export interface RuleExample {
  readonly text: string;
  /** File name the text would stand in; some rules look at it. */
  readonly path?: string;
  /** Why it is, or is not, a finding. */
  readonly why?: string;
}

/** What a check can find: the same advice for every finding of the rule. Travels into every report. */
export interface Rule {
  /** `<check>/<slug>`; never changes, never reused. */
  readonly id: string;
  /** A short name of the problem, no full stop: `GitHub personal access token`. */
  readonly title: string;
  readonly severity: Severity;
  /** CWE numbers, most specific first. */
  readonly cwe: readonly number[];
  readonly owasp: readonly OwaspCategory[];
  /** What the rule looks at and what makes it report; one or two sentences. */
  readonly what: string;
  /** Why it matters: what an attacker gains. */
  readonly why: string;
  readonly fix: string;
  readonly tags: readonly string[];
  /** Grows when the rule finds more or less: evidence and cached results start anew. */
  readonly version: number;
  readonly references: readonly string[];
  readonly examples: { readonly hit: readonly RuleExample[]; readonly ok: readonly RuleExample[] };
}
