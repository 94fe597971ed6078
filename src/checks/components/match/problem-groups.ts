import type { AdvisoryMatch } from '../../../model/advisory.ts';

/** Records of several databases about one problem. */
export interface ProblemGroup {
  /** Those that are about the version. */
  readonly records: readonly AdvisoryMatch[];
  /** Their ids and aliases, the one to name first. */
  readonly ids: readonly string[];
}

/**
 * Records that share an id or an alias, also over a third one, are about one problem: CVE-…, GHSA-…, PYSEC-… and GO-… of
 * the same flaw are one finding.
 */
export function groupRecords(records: readonly AdvisoryMatch[]): readonly ProblemGroup[] {
  const groupOf = new Map<string, Set<AdvisoryMatch>>();
  for (const record of records) {
    const ids = [record.id, ...record.aliases];
    const joined = new Set([record]);
    for (const id of ids) for (const other of groupOf.get(id) ?? []) joined.add(other);
    const all = [...joined].flatMap(({ id, aliases }) => [id, ...aliases]);
    for (const id of all) groupOf.set(id, joined);
  }
  return [...new Set(groupOf.values())].map((group) => {
    const members = [...group].toSorted((a, b) => byPreference(a.id, b.id));
    const ids = new Set(members.flatMap(({ id, aliases }) => [id, ...aliases]));
    return { records: members, ids: [...ids].toSorted(byPreference) };
  });
}

/**
 * Which id names the problem: the databases that give one the day a problem becomes known come first, so that a finding
 * keeps its name when a CVE is assigned later.
 */
const preference = ['MAL-', 'GHSA-', 'GO-', 'RUSTSEC-', 'PYSEC-', 'RSEC-', 'CVE-'];

function byPreference(a: string, b: string): number {
  return rankOf(a) - rankOf(b) || (a < b ? -1 : a > b ? 1 : 0);
}

function rankOf(id: string): number {
  const rank = preference.findIndex((prefix) => id.startsWith(prefix));
  return rank === -1 ? preference.length : rank;
}
