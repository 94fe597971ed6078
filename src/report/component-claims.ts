import type { ComponentEvidence } from '../model/finding.ts';

/** What proves a finding about a component, one short claim each; not yet made inert. */
export function componentClaims(evidence: ComponentEvidence): readonly string[] {
  const { path, pathCount, reach, fixedIn, cvss, exploitedSince, exploitProbability } = evidence;
  const others = pathCount > 1 ? ` (and ${pathCount - 1} more)` : '';
  return [
    ...(exploitedSince === undefined ? [] : [`exploited in the wild since ${exploitedSince}`]),
    ...(cvss === undefined ? [] : [`CVSS ${cvss.version}: ${cvss.score.toFixed(1)}`]),
    ...(exploitProbability === undefined
      ? []
      : [`${(exploitProbability * 100).toFixed(1)} % to be exploited within 30 days`]),
    ...(reach === 'unknown' ? [] : [reachClaim[reach]]),
    ...(path.length > 1 ? [`by ${path.join(' > ')}${others}`] : []),
    ...(fixedIn.length === 0 ? [] : [`mended in ${fixedIn.join(', ')}`]),
    ...evidence.remedies.map(({ sentence }) => sentence),
    ...evidence.facts,
  ];
}

const reachClaim = {
  imported: 'imported by the sources',
  'not-imported': 'not imported by the sources',
} as const;
