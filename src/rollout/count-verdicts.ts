import type { CountedVerdicts } from '../model/evidence.ts';
import type { OverrideEntry, VerdictEntry } from '../model/log-entry.ts';
import type { RolloutSettings } from '../model/rollout-settings.ts';
import {
  isAnswer,
  isHuman,
  judgedFindings,
  overriddenFindings,
  type JudgedFinding,
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
  const caps = new Caps(settings);
  const fair = human.filter((finding) => isFair(finding, settings));
  const counting = fair.filter((finding) => caps.takes(finding.first));
  const passed = [...overriddenFindings(overrides).keys()].filter((it) => !judged.has(it));
  const agreement = agreementOf(human);
  return {
    answers: {
      truePositives: counting.filter(({ label }) => label === 'true').length,
      falsePositives: counting.filter(({ label }) => label === 'false').length + passed.length,
    },
    implicit: implicitOnes(verdicts, judged).length,
    unclear: counting.filter(({ label }) => label === 'unclear').length,
    overridden: passed.length,
    capped: fair.length - counting.length,
    uncounted: human.length - fair.length,
    reviewers: distinct(counting.flatMap(({ reviewers }) => reviewers)),
    repositories: distinct(counting.map(({ first }) => first.repository)),
    ...agreement,
  };
}

function isFair({ first }: JudgedFinding, settings: RolloutSettings): boolean {
  return isAnswer(first) && first.isNew && isDrawn(first.fingerprint, settings);
}

/** What many verdicts of one place say is one opinion, not many (design effect of a clustered sample, Kish 1965, §5.4). */
class Caps {
  readonly #settings: RolloutSettings;
  readonly #byRepository = new Map<string, number>();
  readonly #byCopy = new Map<string, number>();

  constructor(settings: RolloutSettings) {
    this.#settings = settings;
  }

  takes({ repository, copy }: VerdictEntry): boolean {
    const ofRepository = this.#byRepository.get(repository) ?? 0;
    const ofCopy = this.#byCopy.get(copy) ?? 0;
    const { maxPerRepository, maxPerCopy } = this.#settings;
    if (ofRepository >= maxPerRepository || ofCopy >= maxPerCopy) return false;
    this.#byRepository.set(repository, ofRepository + 1);
    this.#byCopy.set(copy, ofCopy + 1);
    return true;
  }
}

function implicitOnes(
  verdicts: readonly VerdictEntry[],
  judged: ReadonlySet<string>,
): readonly string[] {
  const fixed = verdicts.filter(
    ({ source, fingerprint, isNew }) =>
      source === 'implicit-fixed' && isNew && !judged.has(fingerprint),
  );
  return distinct(fixed.map(({ fingerprint }) => fingerprint));
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
