import type { Finding } from '../model/finding.ts';

/** By UTF-16 code units: the same in every locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The order of findings in every result: place, rule, identity. A total order for findings that differ in any of them. */
export function compareFindings(a: Finding, b: Finding): number {
  return comparePlaces(a, b) || compareIdentities(a, b);
}

function comparePlaces(a: Finding, b: Finding): number {
  const [from, to] = [a.location.region, b.location.region];
  return (
    compareText(a.location.path, b.location.path) ||
    compareText(a.location.inner ?? '', b.location.inner ?? '') ||
    from.startLine - to.startLine ||
    from.startColumn - to.startColumn ||
    from.endLine - to.endLine ||
    from.endColumn - to.endColumn
  );
}

function compareIdentities(a: Finding, b: Finding): number {
  return (
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.fingerprint, b.fingerprint) ||
    compareText(a.identities.primary, b.identities.primary) ||
    compareText(a.identities.loose, b.identities.loose) ||
    compareText(a.identities.lineHash, b.identities.lineHash) ||
    compareText(a.discriminator ?? '', b.discriminator ?? '')
  );
}
