import type { Evidence, Finding } from '../../model/finding.ts';
import { regionBack, touchesAdded, type DiffText } from '../diff-units.ts';
import type { Planned } from '../planned.ts';

/** Findings and their traces on the true lines of a diff: those with a step on a line that it adds. */
export function inDiff(
  findings: readonly Finding[],
  planned: readonly Planned[],
  diff: readonly DiffText[],
): readonly Finding[] {
  const texts = new Map(planned.map(({ path }, index) => [path, diff[index]]));
  return findings.flatMap((finding) => {
    const { location, evidence } = finding;
    const text = texts.get(location.path);
    const steps = evidence.kind === 'code' ? evidence.steps : [];
    const isAdded = [location, ...steps].some(({ path, region }) => {
      const inFile = texts.get(path);
      return inFile !== undefined && touchesAdded(region, inFile);
    });
    if (!isAdded || text === undefined) return [];
    const region = regionBack(location.region, text);
    return [{ ...finding, location: { ...location, region }, evidence: traced(evidence, texts) }];
  });
}

function traced(evidence: Evidence, texts: ReadonlyMap<string, DiffText | undefined>): Evidence {
  if (evidence.kind !== 'code') return evidence;
  const steps = evidence.steps.map((step) => {
    const text = texts.get(step.path);
    return text === undefined ? step : { ...step, region: regionBack(step.region, text) };
  });
  // Of the lines that a diff shows nobody knows the file around them.
  const { diff: _, ...rest } = evidence;
  return { ...rest, steps };
}
