import type { Check } from '../../model/check.ts';
import type { Incomplete } from '../../model/incomplete.ts';
import type { Gathered } from '../gather.ts';
import type { ExaminedProgram } from './program-part.ts';

/** The check with the rules that the target has of its own. */
export function withOwnRules(
  checks: readonly Check[],
  { checkId, rules }: ExaminedProgram,
): readonly Check[] {
  if (rules.length === 0) return checks;
  return checks.map((check) =>
    check.id === checkId ? { ...check, rules: [...check.rules, ...rules] } : check,
  );
}

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
    incomplete: [...gathered.incomplete, ...incomplete.filter((each) => !isToldOf(each, gathered))],
  };
}

/** What could not be read, and that a run was stopped, is told once for all checks. */
function isToldOf({ what, reason }: Incomplete, gathered: Gathered): boolean {
  return gathered.incomplete.some(
    (other) =>
      other.checkId === '*' &&
      other.reason === reason &&
      (other.what === what || reason === 'cancelled'),
  );
}
