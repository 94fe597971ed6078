import type { ComponentScope } from './component.ts';
import type { Excerpt, Location, Region } from './location.ts';
import type { Remedy } from './remedy.ts';
import type { Severity } from './severity.ts';

export type Confidence = 'high' | 'medium' | 'low';

/** What proves the finding; one shape a kind of check. Never holds a secret in clear. */
export type Evidence =
  | SecretEvidence
  | TlsEvidence
  | ComponentEvidence
  | CodeEvidence
  | RecordedEvidence;

/** The finding is known only from a stored baseline file, which holds identities and no evidence. */
export interface RecordedEvidence {
  readonly kind: 'recorded';
}

/** What a handshake, a certificate or a configuration file showed. */
export interface TlsEvidence {
  readonly kind: 'tls';
  /** One short claim each: `TLS1.0: TLS_RSA_WITH_RC4_128_SHA`, with its address where addresses differ. */
  readonly facts: readonly string[];
  /** What to write into the configuration, by server program; only what the rule knows. */
  readonly snippets: readonly { readonly server: string; readonly text: string }[];
  /** Id of the profile that asks for it. */
  readonly profile: string;
}

/** Which component it is, what is known against it, how it came in, and what mends it. */
export interface ComponentEvidence {
  readonly kind: 'component';
  /** With the version, `pkg:npm/lodash@4.17.15`; empty where the finding is about no component. */
  readonly purl: string;
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  readonly direct: boolean;
  readonly scope: ComponentScope;
  /** Ids of the same problem, the one to show first; empty where the finding is no advisory. */
  readonly advisories: readonly string[];
  /** CWE numbers of the advisories, ascending; absent where none is known. */
  readonly cwe?: readonly number[];
  /** CVSS base score, 0 to 10, where a vector is known, with its version: `3.1`, and the vector. */
  readonly cvss?: { readonly score: number; readonly version: string; readonly vector: string };
  /** ISO date since which CISA lists it as exploited. */
  readonly exploitedSince?: string;
  /** Probability of exploitation within 30 days, 0 to 1. */
  readonly exploitProbability?: number;
  /** Whether the sources of the target import it, or what brings it in; `unknown` where that cannot be told. */
  readonly reach: 'imported' | 'not-imported' | 'unknown';
  /** Versions that mend it, ascending, at most ten. */
  readonly fixedIn: readonly string[];
  /** From the declared dependency to the component, each `name@version`: the shortest path; empty where unknown. */
  readonly path: readonly string[];
  /** Where people declared it, or what brought it in; undefined where no file says so. */
  readonly declaredAt?: { readonly path: string; readonly line: number };
  /** How many paths lead to it; 0 where unknown. */
  readonly pathCount: number;
  /** What to change, the best first. */
  readonly remedies: readonly Remedy[];
  /** One short claim each, for what the fields above do not say. */
  readonly facts: readonly string[];
}

/** One place on the way of data through a program. */
export interface CodeStep {
  readonly path: string;
  readonly region: Region;
  /** The source line, as in `Excerpt.text`. */
  readonly text: string;
  /** Why it is a step: `query parameter`, `put together`, `passed to run()`. */
  readonly what: string;
}

/** How data comes to where it does harm, or what is wrong with a call. */
export interface CodeEvidence {
  readonly kind: 'code';
  /** From the source to the sink; of a call that is wrong by itself that one. */
  readonly steps: readonly CodeStep[];
  /** How many different sources reach this sink; 0 where none is needed. */
  readonly sources: number;
  /** Where requests come in: `GET /users/:id`, and where that is stated. */
  readonly entry?: { readonly route: string; readonly path: string; readonly line: number };
  /** What was not done to the data: `not escaped for SQL`; empty where that is not the point. */
  readonly missing: string;
  /** What would make it safe, one sentence; empty where only the rule's fix helps. */
  readonly remedy: string;
  /** A change that mends it, as a unified diff of one file. */
  readonly diff?: string;
}

export interface SecretEvidence {
  readonly kind: 'secret';
  /** Human name of the kind of secret: `GitHub personal access token`. */
  readonly secretKind: string;
  /** At most the first four characters, and never more than a fifth of the secret. */
  readonly prefix: string;
  /** Characters. */
  readonly length: number;
  /** HMAC-SHA-256 of the secret under a key that is in no report, 24 hex digits: equal secrets are known as one. */
  readonly hash: string;
  /** How the secret was written when not in plain text. */
  readonly encoding?: 'base64' | 'hex' | 'url' | 'archive';
  /** What speaks for it: `checksum`, `structure`, `key name`, `entropy 4.3`, … */
  readonly reasons: readonly string[];
}

/** What the fingerprint is computed from (docs/fingerprints.md). Never holds a secret in clear. */
export interface Anchor {
  /** Names from the outside in: classes and functions, or keys of a configuration file; empty when unknown. */
  readonly scope: readonly string[];
  /** The text of the statement (or line), with secrets replaced by their kind. */
  readonly statement: string;
  /** Tells apart two findings whose text is the same but whose hidden value differs (keyed hash of a secret). */
  readonly discriminator?: string;
}

/** One occurrence of a rule, as a check yields it: facts only, no judgement, no identity yet. */
export interface Detection {
  readonly ruleId: string;
  /** One sentence about this occurrence, without the secret. */
  readonly message: string;
  readonly region: Region;
  readonly inner?: string;
  readonly excerpt: Excerpt;
  readonly anchor: Anchor;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly evidence: Evidence;
}

/** `new`: not in the baseline (or there is none); `moved`: there under another path; `fixed`: only there. */
export type FindingState = 'new' | 'existing' | 'moved' | 'fixed';

/** Identities from strict to loose, each `<digest>:<index among equals>`, from 0; the algorithm is docs/fingerprints.md. */
export interface Identities {
  readonly primary: string;
  /** Without the path: finds a moved file. */
  readonly moved: string;
  /** Without path and full text: rule, scope and the beginning of the statement. */
  readonly loose: string;
  /** GitHub's `primaryLocationLineHash` (of the text without hidden values), for platforms that know only that. */
  readonly lineHash: string;
}

/** Where a finding of the git history came from. */
export interface HistoryOrigin {
  readonly commit: string;
  readonly author: string;
  /** ISO 8601. */
  readonly date: string;
  /** Whether the secret is still in the commit that was examined. */
  readonly present: boolean;
  /** Blobs of the history that hold it. */
  readonly occurrences: number;
}

/** A detection with its identity and its state against the baseline. */
export interface Finding {
  readonly checkId: string;
  readonly ruleId: string;
  readonly message: string;
  readonly location: Location;
  readonly excerpt: Excerpt;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly evidence: Evidence;
  /**
   * What people and files refer to: the fingerprint of its counterpart in the baseline; without one,
   * `identities.primary`, with the next free index where the baseline already uses it for another finding.
   */
  readonly fingerprint: string;
  readonly identities: Identities;
  readonly discriminator?: string;
  readonly state: FindingState;
  readonly movedFrom?: { readonly path: string; readonly line: number };
  readonly origin?: HistoryOrigin;
}
