import type { ComponentScope } from './component.ts';

/** What the policy says for the components check. Licences are SPDX ids; of an expression one choice must be allowed. */
export interface ComponentSettings {
  /** Advisories older than this are a finding. */
  readonly maxAgeDays: number;
  readonly licences: {
    /** Empty: all that are not denied. */
    readonly allow: readonly string[];
    readonly deny: readonly string[];
    /** A person is to look at them. */
    readonly review: readonly string[];
    readonly unknown: 'ignore' | 'review' | 'deny';
    /** Components of other scopes may have any licence. */
    readonly scopes: readonly ComponentScope[];
  };
  /** Scopes or prefixes of names (`@acme`, `com.acme.`) that are the organisation's own, and the hosts they may come from. */
  readonly privateNames: readonly { readonly prefix: string; readonly hosts: readonly string[] }[];
  /** Base URL of OSV's public layout, `https:` or `file:`. */
  readonly source: string;
}

export const defaultComponentSettings: ComponentSettings = {
  maxAgeDays: 7,
  licences: { allow: [], deny: [], review: [], unknown: 'ignore', scopes: ['prod', 'optional'] },
  privateNames: [],
  source: 'https://storage.googleapis.com/osv-vulnerabilities',
};
