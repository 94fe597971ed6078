import type { AdvisoryData } from '../../model/advisory.ts';
import type { Component } from '../../model/component.ts';
import { normaliseName } from '../../model/package-name.ts';
import type { KnownProblem } from './known.ts';
import type { Problem } from './match/hits.ts';
import type { RuleId } from './rules/rule.ts';
import { isPopular } from './suspicious/near-names.ts';

interface Question {
  readonly problem: Problem;
  readonly known: KnownProblem;
  /** Of a report of malice: whether the package is one that many use. */
  readonly isEstablished: boolean;
}

/** The first rule that fits, in the order of `vulnerabilityRules`. */
export function ruleOf(
  { scope, version }: Pick<Component, 'scope' | 'version'>,
  { problem, known, isEstablished }: Question,
): RuleId {
  if (known.isMalicious) {
    return !isEstablished || isConfirmed(problem, known, version)
      ? 'components/malicious'
      : 'components/malicious-unconfirmed';
  }
  if (known.exploitedSince !== undefined) return 'components/known-exploited';
  if (scope === 'dev') return 'components/dev-only';
  if (problem.fixedIn.length === 0) return 'components/no-fix';
  if (known.severity === 'critical') return 'components/critical-fixable';
  return known.severity === 'high' ? 'components/high-fixable' : 'components/vulnerable';
}

/**
 * A version that is named, or a second database that says the same. A report on all versions of a package that many use is
 * more often wrong than right (ossf/malicious-packages, issues 1252, 1297, 1298).
 */
function isConfirmed({ records }: Problem, { sources }: KnownProblem, version: string): boolean {
  return (
    records.length > 1 || sources > 1 || records.some(({ versions }) => versions.includes(version))
  );
}

/** Very many use it, or ordinary flaws of it are known, which nobody reports of packages that were made to do harm. */
export function isLongUsed(
  { ecosystem, name }: Pick<Component, 'ecosystem' | 'name'>,
  data: Pick<AdvisoryData, 'matches'>,
): boolean {
  if (isPopular(ecosystem, name)) return true;
  return data
    .matches(ecosystem, normaliseName(ecosystem, name))
    .some(({ id, aliases }) => ![id, ...aliases].some((each) => each.startsWith('MAL-')));
}
