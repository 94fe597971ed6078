import type { CountedVerdicts, Counts } from '../model/evidence.ts';
import type { OverrideEntry, VerdictEntry } from '../model/log-entry.ts';
import type { RolloutSettings } from '../model/rollout-settings.ts';
import {
  isAnswer,
  isHuman,
  judgedFindings,
  overriddenFindings,
  type JudgedFinding,
  type Label,
} from './judged-findings.ts';
import { isDrawn } from './sample.ts';
import { kappa } from './statistics/agreement.ts';

/** Counts the verdicts on one version of a rule, in order of time; the caps take the first ones. */
export function countVerdicts(
  verdicts: readonly VerdictEntry[],
  overrides: readonly OverrideEntry[],
  settings: RolloutSettings,
): CountedVerdicts {
  const human = judgedFindings(verdicts.filter(isHuman));
  const judged = new Set(human.map(({ fingerprint }) => fingerprint));
  const fair = human.filter((finding) => isFair(finding, settings));
  const counting = withWorth(fair, settings);
  const passed = [...overriddenFindings(overrides).keys()].filter((it) => !judged.has(it));
  const implicit = implicitOnes(verdicts, judged);
  const forWarn = withWorth([...fair, ...implicit].toSorted(inTime), settings);
  const alarms = passed.length;
  return {
    answers: {
      truePositives: counting.filter(({ label }) => label === 'true').length,
      falsePositives: counting.filter(({ label }) => label === 'false').length + alarms,
    },
    worth: { warn: worthOf(forWarn, alarms), block: worthOf(counting, alarms) },
    implicit: forWarn.filter(({ first }) => !isHuman(first)).length,
    unclear: counting.filter(({ label }) => label === 'unclear').length,
    overridden: alarms,
    capped: fair.length - counting.length,
    uncounted: human.length - fair.length,
    reviewers: distinct(counting.flatMap(({ reviewers }) => reviewers)),
    repositories: distinct(counting.map(({ first }) => first.repository)),
    ...agreementOf(human),
  };
}

function isFair({ first }: JudgedFinding, settings: RolloutSettings): boolean {
  return isAnswer(first) && first.isNew && isDrawn(first.fingerprint, settings);
}

type Worthy = JudgedFinding & { readonly worth: number };

/**
 * What many verdicts of one place say is one opinion, not many: m of a repository count like m / (1 + (m − 1) ρ) (design
 * effect of a clustered sample, Kish 1965, §5.4), so the m-th is worth what it adds to that. Its worth is settled before
 * anybody knows what it says, so the e-value stays a supermartingale: a likelihood ratio to a power of at most one has a
 * mean of at most one. Beyond the caps findings are worth nothing and left out.
 */
function withWorth(
  findings: readonly JudgedFinding[],
  { maxPerRepository, maxPerCopy, correlation }: RolloutSettings,
): readonly Worthy[] {
  const byRepository = new Map<string, number>();
  const byCopy = new Map<string, number>();
  return findings.flatMap((finding): Worthy[] => {
    const { repository, copy } = finding.first;
    const ofRepository = byRepository.get(repository) ?? 0;
    const ofCopy = byCopy.get(copy) ?? 0;
    if (ofRepository >= maxPerRepository || ofCopy >= maxPerCopy) return [];
    byRepository.set(repository, ofRepository + 1);
    byCopy.set(copy, ofCopy + 1);
    return [{ ...finding, worth: worthOfNext(ofRepository, correlation) }];
  });
}

/** What one more verdict is worth after so many of its repository. */
export function worthOfNext(before: number, correlation: number): number {
  const alike = (count: number): number => count / (1 + (count - 1) * correlation);
  return before === 0 ? 1 : alike(before + 1) - alike(before);
}

/** Overridden blocks that nobody judged count in full. */
function worthOf(findings: readonly Worthy[], alarms: number): Counts {
  const sum = (label: Label): number =>
    findings.reduce((total, each) => total + (each.label === label ? each.worth : 0), 0);
  return { truePositives: sum('true'), falsePositives: sum('false') + alarms };
}

/** Findings that their own change removed again. */
function implicitOnes(
  verdicts: readonly VerdictEntry[],
  judged: ReadonlySet<string>,
): readonly JudgedFinding[] {
  const fixed = verdicts.filter(
    ({ source, fingerprint, isNew }) =>
      source === 'implicit-fixed' && isNew && !judged.has(fingerprint),
  );
  return judgedFindings(fixed);
}

function inTime({ first: a }: JudgedFinding, { first: b }: JudgedFinding): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

function agreementOf(
  findings: readonly JudgedFinding[],
): Pick<CountedVerdicts, 'doubles' | 'agreement'> {
  const pairs = findings.flatMap(({ label, second }): [boolean, boolean][] =>
    second === undefined || second === 'unclear' || label === 'unclear'
      ? []
      : [[label === 'true', second === 'true']],
  );
  const agreement = kappa(pairs);
  return { doubles: pairs.length, ...(agreement === undefined ? {} : { agreement }) };
}

function distinct(items: readonly string[]): readonly string[] {
  return [...new Set(items)].toSorted((a, b) => (a < b ? -1 : 1));
}
