import type { Severity } from './severity.ts';

/** How good one item is, for its colour: `unknown` where it could not be told. */
export type Quality = 'good' | 'sufficient' | 'weak' | 'bad' | 'unknown';

export interface RatedItem {
  readonly name: string;
  readonly quality: Quality;
  /** A few words: `256 bits, forward secrecy`; empty for none. */
  readonly note: string;
}

/** The state of one endpoint for people: what a page about it shows in ten seconds. No judgement is made here anew. */
export interface EndpointSummary {
  /** `Endpoint.name`. */
  readonly name: string;
  readonly profile: string;
  /** ISO 8601: when it was observed; earlier than the run where a record was judged again. */
  readonly observedAt: string;
  readonly addresses: readonly string[];
  readonly state: 'observed' | 'partial' | 'unreachable';
  readonly grade: {
    /** `A+` … `F`; `?` when something that decides it could not be told. */
    readonly letter: string;
    /** 0 to 100; undefined with `?`. */
    readonly score?: number;
    /** `lockstep-tls-2026.1`. */
    readonly scheme: string;
    /** What holds the grade down, worst first; each a short sentence. */
    readonly caps: readonly string[];
    /** The changes that would raise it most, best first, at most three, with the grade that each leads to. */
    readonly improvements: readonly { readonly change: string; readonly grade: string }[];
  };
  /** Apart from cryptography: `trusted`, `untrusted`, `name mismatch`, `expired`, …, `unknown`. */
  readonly trust: { readonly state: string; readonly quality: Quality; readonly detail: string };
  readonly certificate?: {
    readonly subject: string;
    readonly names: readonly string[];
    readonly issuer: string;
    readonly key: string;
    readonly notAfter: string;
    readonly daysLeft: number;
  };
  readonly protocols: readonly RatedItem[];
  /** Bad ones first. */
  readonly suites: readonly (RatedItem & { readonly versions: readonly string[] })[];
  readonly groups: readonly RatedItem[];
  /** HSTS, stapling, resumption, … */
  readonly properties: readonly RatedItem[];
  /** Attacks that the evidence allows, or rules out. */
  readonly attacks: readonly (RatedItem & { readonly severity?: Severity })[];
  /** Since the last observation. */
  readonly drift: readonly string[];
  readonly connections: number;
  readonly durationMs: number;
}
