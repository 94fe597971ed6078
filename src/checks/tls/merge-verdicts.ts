import type { Severity } from '../../model/severity.ts';
import { severities } from '../../model/severity.ts';
import type { TlsRule, Verdict } from './rule.ts';
import type { Subject } from './subject.ts';

/** What one rule says of an endpoint as a whole. */
export type Merged =
  | { readonly state: 'pass' | 'not-applicable' }
  | {
      readonly state: 'fail';
      readonly message: string;
      readonly severity: Severity;
      readonly evidence: readonly string[];
      /** The first subject that fails: what the fix is written for. */
      readonly subject: Subject;
    }
  | { readonly state: 'undecided'; readonly details: readonly string[] };

/** A finding shows so many facts at most; a legacy server has some hundred suites. */
const maxFacts = 400;

/**
 * One verdict from those of the addresses: a flaw of one is a flaw of the endpoint, and addresses are named only where
 * they differ. Independent of the order of addresses.
 */
export function mergeVerdicts(rule: TlsRule, subjects: readonly Subject[]): Merged {
  const verdicts = subjects
    .toSorted((a, b) => compare(a.facts.address, b.facts.address))
    .map((subject) => ({ subject, verdict: rule.judge(subject) }));
  const failed = verdicts.flatMap(({ subject, verdict }) =>
    verdict.state === 'fail' ? [{ subject, verdict }] : [],
  );
  const [worst] = failed.toSorted(
    (a, b) =>
      rank(a.verdict.severity ?? rule.severity) - rank(b.verdict.severity ?? rule.severity) ||
      compare(a.verdict.message, b.verdict.message),
  );
  if (worst !== undefined) {
    const { verdict, subject } = worst;
    const evidence = evidenceOf(failed, subjects.length).slice(0, maxFacts);
    const severity = verdict.severity ?? rule.severity;
    return { state: 'fail', message: verdict.message, severity, evidence, subject };
  }
  return withoutFailure(verdicts.map(({ verdict }) => verdict));
}

function withoutFailure(verdicts: readonly Verdict[]): Merged {
  const details = verdicts.flatMap((verdict) =>
    verdict.state === 'inconclusive' ? [verdict.detail] : [],
  );
  const isUnasked = verdicts.some(
    (verdict) => verdict.state === 'not-applicable' && verdict.because === 'not-tested',
  );
  if (details.length > 0 || isUnasked) return { state: 'undecided', details };
  const isPass = verdicts.some(({ state }) => state === 'pass');
  return { state: isPass ? 'pass' : 'not-applicable' };
}

interface Failure {
  readonly subject: Subject;
  readonly verdict: Extract<Verdict, { state: 'fail' }>;
}

/** Facts that all addresses share once; the others with the address in front. */
function evidenceOf(failed: readonly Failure[], addresses: number): readonly string[] {
  const where = new Map<string, Set<string>>();
  for (const { subject, verdict } of failed) {
    for (const fact of verdict.evidence) {
      const known = where.get(fact) ?? new Set();
      where.set(fact, known.add(subject.facts.address));
    }
  }
  return [...where].flatMap(([fact, at]) =>
    at.size === addresses ? [fact] : [...at].toSorted(compare).map((each) => `${each}: ${fact}`),
  );
}

function rank(severity: Severity): number {
  return severities.indexOf(severity);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
