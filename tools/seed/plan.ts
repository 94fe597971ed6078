import type { Files } from './sources.ts';

/** A commit, and what is done with it on the day on which it was made. */
export interface Step {
  readonly daysAgo: number;
  readonly repository: string;
  readonly message: string;
  readonly author: string;
  /** What it writes; everything else stays as it was. */
  readonly files: Files;
  /** A change is examined as a branch that is never merged, and judged the next day; without one it is the state of `main`. */
  readonly change?: {
    readonly branch: string;
    /** Keys of `lockstep triage`, one a finding, by each of these people. */
    readonly verdicts: readonly { readonly by: string; readonly keys: string }[];
  };
  /** Both parties sign the policy before the commit. */
  readonly isAgreed?: boolean;
  /** No pipeline has looked at it. */
  readonly isUnexamined?: boolean;
}

/** A product whose repositories the program examines. */
export interface Product {
  readonly name: string;
  /** The oldest first. */
  readonly steps: readonly Step[];
  /** Repositories of whose last state an SBOM is sent. */
  readonly sboms?: readonly string[];
  /** TLS servers that the service examines. */
  readonly endpoints?: readonly EndpointKind[];
  /** Repositories that the service fetches and examines by itself. */
  readonly scheduled?: readonly string[];
  /** Addresses of repositories of which there is none: their scans fail. */
  readonly lost?: readonly string[];
  /** Reports of other tools, in SARIF. */
  readonly reports?: readonly object[];
  /** A policy that is proposed for a repository, for both parties to look at. */
  readonly proposal?: {
    readonly repository: string;
    readonly policy: string;
    readonly reason: string;
  };
}

export type EndpointKind = 'modern' | 'old' | 'ending';

/** A product that another tool examines: how many findings it has, and how many days ago it was asked. */
export interface FleetMember {
  readonly name: string;
  readonly findings: number;
  readonly severity: number;
  readonly daysAgo: number;
}

export interface Organisation {
  readonly products: readonly Product[];
  readonly fleet: readonly FleetMember[];
}
