import type { Backtest, BacktestRule, Fate, ReplayedChange } from '../model/backtest.ts';
import { count, percent, shortCommit, thousands } from './words.ts';

/** Subjects and paths are anybody's text of any length. */
export const MAX_SHOWN_CHARACTERS = 120;

export function backtestTitle({ target, changes }: Backtest): string {
  return `What the rules would have done to ${count(changes, 'change')} of ${target}`;
}

export function backtestScope({ from, to }: Backtest): string {
  return `${endText(from)} to ${endText(to)}. A change is a commit or merge of the mainline, judged against its first parent by what had been agreed on before it.`;
}

function endText({ commit, at }: Backtest['to']): string {
  return `${at.slice(0, 10)} (${shortCommit(commit)})`;
}

/** What the policy in force, or the one that is tried, would have said. */
export function policyAnswer(backtest: Backtest): string {
  const { outcomes, changes, blockedUpperBound, policy, tried } = backtest;
  const stages = tried.map(({ rule, stage }) => `${rule} at ${stage}`).join(', ');
  const name = stages === '' ? policy.name : `${policy.name} with ${stages}`;
  const open = outcomes.incomplete === 0 ? '' : `, ${thousands(outcomes.incomplete)} incomplete`;
  return `Under ${name}: ${thousands(outcomes.block)} of ${thousands(changes)} blocked (at most ${percent(blockedUpperBound)} at 95 %), ${thousands(outcomes.warn)} warned${open}, ${thousands(outcomes.pass)} passed.`;
}

export function stoppedSentence({ stopped, upperBound }: BacktestRule, changes: number): string {
  return `would have stopped ${thousands(stopped)} of ${count(changes, 'change')}, at most ${percent(upperBound)} at 95 %`;
}

export function fateSentence(rule: BacktestRule): string {
  const { findings, mended, vanished, present, unknown } = rule;
  const parts = [
    mended === 0 ? '' : `${thousands(mended)} mended ${daysText('after', rule.medianDaysMended)}`,
    vanished === 0 ? '' : `${thousands(vanished)} gone with the file`,
    present === 0
      ? ''
      : `${thousands(present)} still there ${daysText('after', rule.medianDaysPresent)}`,
    unknown === 0 ? '' : `${thousands(unknown)} unknown`,
  ];
  return `${count(findings, 'finding')}: ${parts.filter((part) => part !== '').join(', ')}`;
}

/** Median; `after 3 days`. */
function daysText(word: string, days: number | undefined): string {
  if (days === undefined) return '';
  return `${word} ${days < 1 ? 'less than a day' : count(Math.round(days), 'day')}`;
}

export function actionText({ actionRate, mended, present }: BacktestRule): string {
  return actionRate === undefined
    ? 'not known'
    : `${percent(actionRate)} (${thousands(mended)} of ${thousands(mended + present)})`;
}

/** Days are medians; the caution that the action rate needs wherever it is shown. */
export const caution =
  'Action rate: how many findings people removed by themselves, of those whose file stayed. Days are medians. It is evidence on day one and no verdict: a finding can be removed by chance, a right one can stay, and recent ones had little time, so no stage follows from it (docs/backtest.md).';

export function quietSentence({ quiet, rules }: Backtest): string {
  const what = rules.length === 0 ? 'rules' : 'other rules';
  return `${thousands(quiet.rules)} ${what} brought nothing new in files that would have stopped a change: each at most ${percent(quiet.upperBound)} of changes at 95 %.`;
}

export function changeHead({ commit, at }: ReplayedChange): string {
  return `${at.slice(0, 10)} ${shortCommit(commit)}`;
}

export function fateText(fate: Fate): string {
  switch (fate.state) {
    case 'mended':
      return `mended on ${fate.at.slice(0, 10)}`;
    case 'vanished':
      return `gone with its file on ${fate.at.slice(0, 10)}`;
    case 'present':
      return 'still there';
    case 'unknown':
      return `not known since ${fate.at.slice(0, 10)}`;
  }
}

/** Changes that rules would have stopped; others are listed in JSON for their outcome only. */
export function stoppedChanges({ replayed }: Backtest): readonly ReplayedChange[] {
  return replayed.filter(({ stoppedBy }) => stoppedBy.length > 0);
}
