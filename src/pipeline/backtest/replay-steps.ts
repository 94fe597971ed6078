import type { MainlineStep } from '../../collect/mainline.ts';
import type { ReplayedChange } from '../../model/backtest.ts';
import type { Outcome } from '../../model/decision.ts';
import { groupBy } from '../../model/group-by.ts';
import type { Examined } from '../examination.ts';
import { Lifetimes, type Tracked } from './lifetimes.ts';
import type { PastAgreement } from './past-agreements.ts';
import { replayStep, type StepContext } from './replay-step.ts';
import { workOf, type Contents } from './step-plans.ts';

/** The history, all of it examined. */
export interface ExaminedHistory {
  /** The oldest first, without a gap. */
  readonly steps: readonly MainlineStep[];
  /** In the order of the steps, as these: what may be shown of their messages. */
  readonly subjects: readonly string[];
  readonly agreements: readonly PastAgreement[];
  readonly contents: Contents;
  readonly examined: Examined;
}

/** What judges every step. */
export interface ReplayContext extends Omit<StepContext, 'now' | 'agreed'> {
  readonly isSelected: (path: string) => boolean;
}

/** Takes the steps one after the other, and follows what each brought to the end. Pure. */
export function replaySteps(
  { steps, subjects, agreements, contents, examined }: ExaminedHistory,
  context: ReplayContext,
): readonly ReplayedChange[] {
  const lifetimes = new Lifetimes();
  const replayed = steps.map((step, index) => {
    const agreed = agreements[index];
    if (agreed === undefined) throw new Error('a step without what was agreed on at its time');
    const now = step.commit.committedAt;
    const work = workOf(step, context.isSelected, { contents, examined });
    const { stopping, outcome, ...matched } = replayStep(work, { ...context, now, agreed });
    const { deleted, missed } = work;
    const brought = lifetimes.step({ at: now, ...matched, deleted, missed });
    const lives = stopping.flatMap((finding) => {
      const life = brought.get(finding);
      return life === undefined ? [] : [{ rule: finding.ruleId, life }];
    });
    return { step, subject: subjects[index] ?? '', outcome, lives };
  });
  return replayed.map(changeOf);
}

function changeOf({
  step: { commit },
  subject,
  outcome,
  lives,
}: {
  readonly step: MainlineStep;
  readonly subject: string;
  readonly outcome: Outcome;
  readonly lives: readonly { readonly rule: string; readonly life: Tracked }[];
}): ReplayedChange {
  const byRule = [...groupBy(lives, ({ rule }) => rule)];
  return {
    commit: commit.oid,
    at: commit.committedAt,
    author: commit.author,
    subject,
    stoppedBy: byRule
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([rule, own]) => ({ rule, findings: own.map(({ life }) => life.finding()) })),
    outcome,
  };
}
