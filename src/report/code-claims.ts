import type { CodeEvidence, CodeStep } from '../model/finding.ts';
import { count } from './words.ts';

/** What is told of a flow besides its steps, one short claim each. */
export function flowClaims({ sources, entry, missing }: CodeEvidence): readonly string[] {
  return [
    ...(entry === undefined ? [] : [`reachable by ${entry.route} (${entry.path}:${entry.line})`]),
    ...(missing === '' ? [] : [missing]),
    ...(sources > 1 ? [`${count(sources, 'source')} lead here`] : []),
  ];
}

/** A step in a few words: `query parameter (src/app.ts:12)`. */
export function stepClaim({ path, region, what }: CodeStep): string {
  return `${what} (${path}:${region.startLine})`;
}

/** All of it, for formats that list claims. */
export function codeClaims(evidence: CodeEvidence): readonly string[] {
  const { steps } = evidence;
  return [...(steps.length > 1 ? steps.map(stepClaim) : []), ...flowClaims(evidence)];
}
