import type { ComponentEvidence, Finding } from '../../../model/finding.ts';

/** A finding about a component, with what of its evidence matters to a test. */
export function findingOf(
  purl: string,
  version: string,
  evidence: Partial<ComponentEvidence>,
): Finding {
  return {
    checkId: 'components',
    ruleId: 'components/vulnerable',
    message: `known against ${purl}`,
    location: {
      path: 'x.lock',
      region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
    },
    excerpt: { text: '', highlight: { start: 0, length: 0 } },
    severity: 'high',
    confidence: 'high',
    evidence: {
      kind: 'component',
      purl,
      ecosystem: 'npm',
      name: 'a',
      version,
      direct: true,
      scope: 'prod',
      advisories: [],
      reach: 'unknown',
      fixedIn: [],
      path: [],
      pathCount: 0,
      remedies: [],
      facts: [],
      ...evidence,
    },
    fingerprint: `${purl}:0`,
    identities: { primary: `${purl}:0`, moved: '', loose: '', lineHash: '' },
    state: 'new',
  };
}
