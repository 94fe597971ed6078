/** One event of a range, as in OSV's schema (ossf.github.io/osv-schema, `affected[].ranges[].events`). */
export type RangeEvent =
  | { readonly introduced: string }
  | { readonly fixed: string }
  | { readonly lastAffected: string }
  | { readonly limit: string };

export interface AdvisoryRange {
  readonly type: 'SEMVER' | 'ECOSYSTEM';
  readonly events: readonly RangeEvent[];
}

/** What the index knows of one advisory about one package: enough to match, nothing to show. */
export interface AdvisoryMatch {
  readonly id: string;
  /** Other ids of the same problem: `aliases`, and `upstream` where it names a CVE. */
  readonly aliases: readonly string[];
  readonly ranges: readonly AdvisoryRange[];
  /** Affected versions that are listed one by one. */
  readonly versions: readonly string[];
  /** ISO 8601; then it is no longer an advisory. */
  readonly withdrawn?: string;
  /** Import paths and symbols of Go, where the advisory lists them: only who imports them is concerned. */
  readonly imports?: readonly { readonly path: string; readonly symbols: readonly string[] }[];
}

export interface AdvisorySeverity {
  /** As OSV writes it: `CVSS_V2`, `CVSS_V3`, `CVSS_V4`. */
  readonly type: string;
  /** The vector. */
  readonly score: string;
  /** Base score that follows from it, 0 to 10; undefined where it is no vector. Computed when the index is written. */
  readonly base?: number;
}

/** What there is to show of an advisory. */
export interface AdvisoryDetails {
  readonly id: string;
  readonly summary: string;
  readonly severities: readonly AdvisorySeverity[];
  /** `CRITICAL`, `HIGH`, `MODERATE`, `LOW`, as a database says it without a vector; empty where none does. */
  readonly severityWord: string;
  /** CWE numbers. */
  readonly cwe: readonly number[];
  /** ISO 8601; empty where unknown. */
  readonly published: string;
  readonly modified: string;
  /** At most ten, `https:` or `http:`. */
  readonly references: readonly string[];
  /** How many databases report a malicious package, by `database_specific` origins; 0 for what is not malicious. */
  readonly sources: number;
}

/** One of the three kinds of data, and how old it is. */
export interface DataAge {
  readonly kind: 'advisories' | 'kev' | 'epss';
  /** OSV name of the ecosystem, of advisories; empty else. */
  readonly ecosystem: string;
  /** ISO 8601: the newest record that is not in the future, or the day that the list names. */
  readonly newest: string;
  /** ISO 8601: when it was last asked for successfully. */
  readonly pulled: string;
  /** `sha256:<hex>` of the index. */
  readonly digest: string;
  readonly records: number;
}

/** The advisories of this machine, as the components check gets them. Reads only; the same questions get the same answers. */
export interface AdvisoryData {
  readonly ages: readonly DataAge[];
  /** Ecosystems (OSV names) that the index holds; of others nothing can be told. */
  readonly ecosystems: ReadonlySet<string>;
  /** `name` normalised as the ecosystem does it (`normaliseName`). Empty: nothing is known against the package. */
  matches(ecosystem: string, name: string): readonly AdvisoryMatch[];
  details(ecosystem: string, id: string): AdvisoryDetails | undefined;
  /** ISO date on which CISA listed the CVE as exploited. */
  exploitedSince(cve: string): string | undefined;
  /** Probability of exploitation within 30 days, 0 to 1 (FIRST EPSS). */
  exploitProbability(cve: string): number | undefined;
}
