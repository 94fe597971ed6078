import type { ComponentEvidence } from '../model/finding.ts';

/** What proves a finding about a component, in short claims by what they tell; not yet made inert. */
export interface ComponentParts {
  readonly known: readonly string[];
  readonly came: readonly string[];
  /** The best remedy first. */
  readonly mended: readonly string[];
}

export function componentParts(evidence: ComponentEvidence): ComponentParts {
  const { path, pathCount, declaredAt, reach, fixedIn, cvss, exploitedSince } = evidence;
  const { exploitProbability } = evidence;
  const others = pathCount > 1 ? ` (and ${pathCount - 1} more)` : '';
  const remedies = evidence.remedies.map(({ sentence }) => sentence);
  return {
    known: [
      ...(exploitedSince === undefined ? [] : [`exploited in the wild since ${exploitedSince}`]),
      ...(cvss === undefined ? [] : [`CVSS ${cvss.version}: ${cvss.score.toFixed(1)}`]),
      ...(exploitProbability === undefined
        ? []
        : [`${percent(exploitProbability)} to be exploited within 30 days`]),
      ...evidence.facts,
    ],
    came: [
      ...(evidence.scope === 'prod' ? [] : [scopeClaim[evidence.scope]]),
      ...(path.length > 1 ? [`by ${path.join(' > ')}${others}`] : []),
      ...(declaredAt === undefined ? [] : [`declared at ${declaredAt.path}:${declaredAt.line}`]),
      ...(reach === 'unknown' ? [] : [reachClaim[reach]]),
    ],
    mended: [...remedies, ...(fixedIn.length > 0 ? [`mended in ${fixedIn.join(', ')}`] : [])],
  };
}

/** The same in one row. */
export function componentClaims(evidence: ComponentEvidence): readonly string[] {
  const { known, came, mended } = componentParts(evidence);
  return [...known, ...came, ...mended];
}

const scopeClaim = {
  dev: 'for development only',
  optional: 'optional',
  peer: 'a peer dependency',
} as const;

const reachClaim = {
  imported: 'imported by the sources',
  'not-imported': 'not imported by the sources',
} as const;

/** Small shares are the common case: two digits that count. */
function percent(share: number): string {
  const percentage = share * 100;
  return `${percentage >= 1 ? percentage.toFixed(1) : Number(percentage.toPrecision(2))} %`;
}
