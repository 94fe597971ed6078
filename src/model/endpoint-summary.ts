import type { Severity } from './severity.ts';

/** How good one item is, for its colour: `unknown` where it could not be told. */
export type Quality = 'good' | 'sufficient' | 'weak' | 'bad' | 'unknown';

/** `unknown`: the other side did not say, and nobody else can. */
export type Possible = 'yes' | 'no' | 'unknown';

export interface RatedItem {
  readonly name: string;
  readonly quality: Quality;
  /** A few words: `256 bits, forward secrecy`; empty for none. */
  readonly note: string;
}

/** How good the cryptography is, as a letter; a published scheme, never a judgement of its own. */
export interface GradeSummary {
  /** `A+` … `F`; `?` when something that decides it could not be told. */
  readonly letter: string;
  /** With `?`: the letters between which it lies. */
  readonly range?: { readonly best: string; readonly worst: string };
  /** 0 to 100; undefined with `?`. */
  readonly score?: number;
  /** `lockstep-tls-2026.1`. */
  readonly scheme: string;
  /** What holds the grade down, worst first; each a short sentence. */
  readonly caps: readonly { readonly reason: string; readonly letter: string }[];
  /** What could not be told and could change the letter, worst first; each a short claim. */
  readonly doubts: readonly string[];
  /** The changes that would raise it most, best first, at most three; each grade counts the changes before it in. */
  readonly improvements: readonly {
    readonly change: string;
    readonly grade: string;
    /** What to write into the configuration of the server at hand, where that is known. */
    readonly snippet?: { readonly server: string; readonly text: string };
  }[];
  /** The same facts under other published schemes. */
  readonly others: readonly { readonly scheme: string; readonly letter: string }[];
}

export interface CertificateSummary {
  readonly subject: string;
  readonly names: readonly string[];
  readonly issuer: string;
  /** `RSA 2048 bits`, `ECDSA prime256v1`. */
  readonly key: string;
  readonly signature: string;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Whole days from the time of judgement; negative once it is over. */
  readonly daysLeft: number;
  readonly quality: Quality;
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
  readonly grade: GradeSummary;
  /** Apart from cryptography: `trusted`, `untrusted`, `name mismatch`, `expired`, …, `unknown`. */
  readonly trust: { readonly state: string; readonly quality: Quality; readonly detail: string };
  /** Leaf certificates, each once: the one that ends first stands first. */
  readonly certificates: readonly CertificateSummary[];
  readonly protocols: readonly (RatedItem & { readonly offered: Possible | 'not-tested' })[];
  /** Bad ones first. */
  readonly suites: readonly (RatedItem & { readonly versions: readonly string[] })[];
  readonly groups: readonly RatedItem[];
  /** HSTS, stapling, resumption, … */
  readonly properties: readonly RatedItem[];
  /** Attacks that the evidence allows, or rules out. */
  readonly attacks: readonly (RatedItem & {
    readonly possible: Possible | 'not-tested';
    readonly severity?: Severity;
  })[];
  /** What could not be told, and why: one short claim each. Never empty where something is in doubt. */
  readonly unknown: readonly string[];
  /** Since the last observation. */
  readonly drift: readonly string[];
  readonly connections: number;
  readonly durationMs: number;
}
