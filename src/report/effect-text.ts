import type { EffectCounts, EffectSummary, RuleEffect } from '../model/effect.ts';
import { count, duration, thousands } from './words.ts';

/** One question of the meeting and its answer, in plain text; the formats escape it. */
export interface EffectAnswer {
  readonly question: string;
  readonly answer: string;
}

/** Rules that are listed; of the others the page says how many there are, so that it stays one page. */
const MAX_EFFECT_RULES = 20;

export function effectTitle({ product, days }: EffectSummary): string {
  return `What Lockstep did for ${product} in ${count(days, 'day')}`;
}

/** What the page is about, in one sentence. */
export function effectScope(effect: EffectSummary): string {
  const { from, until, builds, developers, repositories } = effect;
  return (
    `${from.slice(0, 10)} to ${until.slice(0, 10)}: ${count(builds, 'build')} by ` +
    `${count(developers, 'developer')} in ${count(repositories, 'repository', 'repositories')}. ` +
    `A build is a commit that was examined as a change.`
  );
}

export function effectAnswers(effect: EffectSummary): readonly EffectAnswer[] {
  const { totals, builds, blocked, overridden } = effect;
  const { wouldBlock } = totals;
  const open = wouldBlock.builds - wouldBlock.rightly - wouldBlock.wrongly;
  return [
    { question: 'What did looking find?', answer: foundText(totals) },
    {
      question: 'What would have been blocked, and rightly so?',
      answer:
        `Had every rule blocked: ${wouldBlock.builds} of ${count(builds, 'build')}; ${wouldBlock.rightly} rightly, ` +
        `${wouldBlock.wrongly} for false alarms only, ${open} not judged yet. Really blocked and not passed since: ${blocked}; ` +
        `let through by force: ${overridden}.`,
    },
    {
      question: 'What was fixed without being told?',
      answer: `${count(totals.fixedUntold, 'finding')} that were observed only, and gone again while their files stayed.`,
    },
    { question: 'How much noise was there?', answer: noiseText(effect) },
    { question: 'How much time did it add?', answer: timeText(effect) },
  ];
}

function foundText({ found, right, falseAlarms, unclear }: EffectCounts): string {
  const open = found - right - falseAlarms - unclear;
  return (
    `${count(found, 'new finding')}: ${right} right, ${falseAlarms} ` +
    `${falseAlarms === 1 ? 'false alarm' : 'false alarms'}, ${unclear} unclear, ${open} without a verdict.`
  );
}

function noiseText({ totals, developers, days }: EffectSummary): string {
  if (developers === 0) return 'Not known: no run names who made its commit.';
  const perWeek = (number: number): string => ((number * 7) / days / developers).toFixed(2);
  return (
    `${perWeek(totals.shownFalse)} false alarms for each developer and week warned or stopped somebody ` +
    `(${thousands(totals.shownFalse)} in all). Had every rule warned: ${perWeek(totals.falseAlarms)}. ` +
    `Counted are findings that people judged.`
  );
}

function timeText({ medianMs, slowMs }: EffectSummary): string {
  return medianMs === undefined || slowMs === undefined
    ? 'Not known: no run of a change is in the log.'
    : `${duration(medianMs)} for half of the runs, at most ${duration(slowMs)} for 95 in 100.`;
}

export const effectColumns: readonly string[] = [
  'rule',
  'stage',
  'found',
  'right',
  'false',
  'no verdict',
  'fixed untold',
  'builds it would stop (rightly / wrongly)',
];

/** One row a rule, its id first. */
export function effectRows({ rules }: EffectSummary): readonly (readonly string[])[] {
  return rules.slice(0, MAX_EFFECT_RULES).map((rule) => rowOf(rule));
}

function rowOf(rule: RuleEffect): readonly string[] {
  const { found, right, falseAlarms, unclear, fixedUntold, wouldBlock } = rule;
  return [
    rule.rule,
    rule.stage,
    thousands(found),
    thousands(right),
    thousands(falseAlarms),
    thousands(found - right - falseAlarms - unclear),
    thousands(fixedUntold),
    `${wouldBlock.builds} (${wouldBlock.rightly} / ${wouldBlock.wrongly})`,
  ];
}

/** How many rules are not listed; empty: none. */
export function moreRules({ rules }: EffectSummary): string {
  const more = rules.length - MAX_EFFECT_RULES;
  return more > 0 ? `and ${count(more, 'more rule')}` : '';
}
