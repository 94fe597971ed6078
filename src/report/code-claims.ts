import type { CodeEvidence, CodeStep, Evidence } from '../model/finding.ts';
import { lineChanges } from '../model/line-changes.ts';
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
function stepClaim({ path, region, what }: CodeStep): string {
  return `${what} (${path}:${region.startLine})`;
}

/** All of it, for formats that list claims. */
export function codeClaims(evidence: CodeEvidence): readonly string[] {
  const { steps } = evidence;
  return [...(steps.length > 1 ? steps.map(stepClaim) : []), ...flowClaims(evidence)];
}

/** Chosen: a safe change touches a line or two, and what imports it. */
const maxChangedLines = 16;

/** The lines that a change which mends it takes away and brings, `-` or `+` and a space before each. */
export function changedLines(evidence: Evidence): readonly string[] {
  if (evidence.kind !== 'code' || evidence.diff === undefined) return [];
  const lines = lineChanges(evidence.diff).flatMap(({ removed, added }) => [
    ...removed.map((line) => `- ${line}`),
    ...added.map((line) => `+ ${line}`),
  ]);
  return lines.length <= maxChangedLines ? lines : [...lines.slice(0, maxChangedLines), '…'];
}
