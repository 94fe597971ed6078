import type { Backtest, ReplayedChange } from '../model/backtest.ts';
import type { BacktestFormat } from './backtest-format.ts';
import {
  actionText,
  backtestScope,
  backtestTitle,
  caution,
  changeHead,
  fateText,
  MAX_SHOWN_CHARACTERS,
  policyAnswer,
  quietSentence,
  stoppedChanges,
} from './backtest-text.ts';
import { code, prose } from './markdown-text.ts';
import { cut } from './safe-text.ts';
import { percent, thousands } from './words.ts';

/** Rules, changes and findings of a change that are listed: a comment of GitHub holds 65,536 characters. */
const MAX_ROWS = 20;
const MAX_PLACES = 5;

/** For a pull request or a page of the meeting. */
export const backtestMarkdown: BacktestFormat = {
  name: 'markdown',
  render(backtest) {
    const { incomplete, notes } = backtest;
    const lines = [
      `# ${prose(backtestTitle(backtest))}`,
      '',
      backtestScope(backtest),
      '',
      `**${prose(policyAnswer(backtest))}**`,
      '',
      ...listed(
        `## Not examined: ${thousands(incomplete.length)}`,
        incomplete.map(({ what, reason, detail }) => `${code(what)}: ${reason}. ${prose(detail)}`),
      ),
      ...ruleTable(backtest),
      quietSentence(backtest),
      '',
      ...listed('## Changes that would have been stopped, the newest first', changeItems(backtest)),
      ...notes.flatMap((note) => [`*${prose(note)}*`, '']),
    ];
    return `${lines.join('\n').trimEnd()}\n`;
  },
};

function ruleTable({ rules }: Backtest): readonly string[] {
  if (rules.length === 0) return [];
  const titles = [
    'rule at block',
    'changes stopped',
    'at most',
    'findings',
    'mended',
    'gone with file',
    'still there',
    'action rate',
    'days until mended',
  ];
  const more = rules.length - MAX_ROWS;
  return [
    '## Had every rule been at block',
    '',
    row(titles),
    row(titles.map(() => '---')),
    ...rules
      .slice(0, MAX_ROWS)
      .map((rule) =>
        row([
          code(rule.rule),
          thousands(rule.stopped),
          percent(rule.upperBound),
          thousands(rule.findings),
          thousands(rule.mended),
          thousands(rule.vanished),
          thousands(rule.present) + (rule.unknown > 0 ? ` and ${rule.unknown} unknown` : ''),
          actionText(rule),
          rule.medianDaysMended === undefined ? 'none' : String(rule.medianDaysMended),
        ]),
      ),
    '',
    ...(more > 0 ? [`and ${thousands(more)} more`, ''] : []),
    caution,
    '',
  ];
}

function changeItems(backtest: Backtest): readonly string[] {
  return stoppedChanges(backtest).toReversed().map(changeItem);
}

function changeItem(change: ReplayedChange): string {
  const places = change.stoppedBy.flatMap(({ rule, findings }) =>
    findings.map(
      ({ path, line, fate }) =>
        `\n  - ${code(rule)} ${code(`${cut(path, MAX_SHOWN_CHARACTERS)}:${line}`)}, ${fateText(fate)}`,
    ),
  );
  const more = places.length - MAX_PLACES;
  const rest = more > 0 ? `\n  - and ${thousands(more)} more` : '';
  const subject = prose(cut(change.subject, MAX_SHOWN_CHARACTERS));
  return `${changeHead(change)} ${subject} (${prose(change.author)})${places.slice(0, MAX_PLACES).join('')}${rest}`;
}

function listed(heading: string, items: readonly string[]): readonly string[] {
  if (items.length === 0) return [];
  const more = items.length - MAX_ROWS;
  return [
    heading,
    '',
    ...items.slice(0, MAX_ROWS).map((item) => `- ${item}`),
    ...(more > 0 ? [`- and ${thousands(more)} more`] : []),
    '',
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
