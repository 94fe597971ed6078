import type { Gathered } from '../gather.ts';
import type { ExaminedProgram } from './program-part.ts';

/** What was found in single files, and in the program that they are. */
export function withProgram(
  gathered: Gathered,
  { findings, baseFindings, suppressions, baseSuppressions, incomplete }: ExaminedProgram,
): Gathered {
  return {
    ...gathered,
    findings: [...gathered.findings, ...findings],
    baseFindings: [...gathered.baseFindings, ...baseFindings],
    suppressions: [...gathered.suppressions, ...suppressions],
    baseSuppressions: [...gathered.baseSuppressions, ...baseSuppressions],
    incomplete: [...gathered.incomplete, ...incomplete],
  };
}
