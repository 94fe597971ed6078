import type { ComponentScope } from './component.ts';

/** Which licences components may have: SPDX ids (`MIT`) or ids with an exception. Of an expression one choice must be allowed. */
export interface LicenceSettings {
  /** Empty: all that are not denied. */
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  /** A person is to look at them. */
  readonly review: readonly string[];
  /** What becomes of a component without a licence, or with words that are no SPDX expression. */
  readonly unknown: 'ignore' | 'review' | 'deny';
  /** Components of other scopes may have any licence. */
  readonly scopes: readonly ComponentScope[];
}

/** What the policy says for the components check, completed with defaults. */
export interface ComponentSettings {
  /** Advisories that were pulled longer ago than this are a finding. */
  readonly maxAgeDays: number;
  readonly licences: LicenceSettings;
  /** Scopes or prefixes of names (`@acme/`, `com.acme.`) that are the organisation's own, and the hosts they may come from. */
  readonly privateNames: readonly { readonly prefix: string; readonly hosts: readonly string[] }[];
  /** A version must be this old before it may be used, where its date is known; 0: no cooldown. */
  readonly cooldownDays: number;
}

export const defaultComponentSettings: ComponentSettings = {
  maxAgeDays: 7,
  licences: { allow: [], deny: [], review: [], unknown: 'ignore', scopes: ['prod', 'optional'] },
  privateNames: [],
  cooldownDays: 0,
};
