import type { Backtest, BacktestRule, ReplayedChange } from '../model/backtest.ts';
import type { BacktestFormat } from './backtest-format.ts';
import {
  actionText,
  backtestScope,
  backtestTitle,
  caution,
  changeHead,
  fateSentence,
  fateText,
  MAX_SHOWN_CHARACTERS,
  policyAnswer,
  quietSentence,
  stoppedChanges,
  stoppedSentence,
} from './backtest-text.ts';
import { cut, visible } from './safe-text.ts';
import { columns } from './terminal/columns.ts';
import { forTerminal } from './terminal/for-terminal.ts';
import { createPen, type Pen } from './terminal/pen.ts';
import { incompleteLines } from './terminal/surroundings.ts';
import { count, duration, thousands } from './words.ts';

/** Without `--verbose`. Chosen: what needs a look fits on two screens. */
const MAX_RULES = 10;
const MAX_CHANGES = 5;
/** Findings of one rule in one change. */
const MAX_PLACES = 3;

/** For people: bars, then what became of the findings, then the changes themselves. */
export const backtestTerminal: BacktestFormat = {
  name: 'terminal',
  render(backtest, options) {
    const pen = createPen({ ...options, hyperlinks: false, root: '' });
    const { verbose } = options;
    const rules = verbose ? backtest.rules : backtest.rules.slice(0, MAX_RULES);
    const { notes, timing } = backtest;
    const lines = [
      ...pen.labelled('', visible(backtestTitle(backtest)), 'bold'),
      ...pen.labelled('', backtestScope(backtest)),
      '',
      ...incompleteLines(backtest, pen, verbose),
      ...pen.labelled('', visible(policyAnswer(backtest))),
      '',
      ...ruleLines(backtest, rules, pen),
      ...pen.labelled('', quietSentence(backtest)),
      '',
      ...changeLines(backtest, pen, verbose),
      ...notes.flatMap((note) => pen.labelled('note    ', visible(note))),
      ...pen.labelled(
        '',
        `${count(timing.units, 'content')} in ${duration(timing.wallMs)}, ${thousands(timing.cachedUnits)} known from before`,
        'dim',
      ),
    ];
    return forTerminal(lines, options);
  },
};

function ruleLines(
  backtest: Backtest,
  rules: readonly BacktestRule[],
  pen: Pen,
): readonly string[] {
  if (rules.length === 0) return [];
  const more = backtest.rules.length - rules.length;
  return [
    ...pen.labelled('', 'Had every rule been at block', 'bold'),
    ...chart(rules, pen),
    '',
    ...rules.flatMap((rule) => [
      pen.paint(visible(rule.rule), 'bold'),
      ...pen.labelled('  ', stoppedSentence(rule, backtest.changes)),
      ...pen.labelled('  ', fateSentence(rule)),
      ...pen.labelled('  ', `action rate ${actionText(rule)}`),
    ]),
    ...(more > 0 ? [`and ${count(more, 'more rule')}: --verbose`] : []),
    ...pen.labelled('', caution, 'dim'),
    '',
  ];
}

/** Changes that each rule would have stopped, and when: the oldest at the left. */
function chart(rules: readonly BacktestRule[], pen: Pen): readonly string[] {
  const most = Math.max(1, ...rules.map(({ stopped }) => stopped));
  const numberWidth = thousands(most).length;
  const timeWidth = rules[0]?.timeline.length ?? 0;
  const longest = Math.max(...rules.map(({ rule }) => columns(visible(rule))));
  const nameWidth = Math.min(longest, Math.floor(pen.width / 2));
  const left = pen.width - nameWidth - numberWidth - 4;
  const showsTime = left - timeWidth >= 10;
  const barWidth = Math.max(1, Math.min(40, showsTime ? left - timeWidth : left));
  const title = barWidth < 14 ? 'changes' : 'changes stopped';
  const head = `${' '.repeat(nameWidth)}  ${title.padEnd(barWidth + numberWidth + 2)}when`;
  return [
    ...(showsTime ? [pen.paint(head, 'dim')] : []),
    ...rules.map(({ rule, stopped, timeline }) => {
      const name = cut(visible(rule), nameWidth).padEnd(nameWidth);
      // What is there is seen, however short.
      const length = Math.max(1, Math.round((stopped / most) * barWidth));
      const bar = pen.paint('█'.repeat(length), 'yellow') + ' '.repeat(barWidth - length);
      const number = thousands(stopped).padStart(numberWidth);
      return `${name}  ${bar} ${number}${showsTime ? ` ${sparkline(timeline)}` : ''}`;
    }),
  ];
}

const HEIGHTS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** One sign a stretch of the history: a dot for nothing, the highest for the most. */
function sparkline(timeline: readonly number[]): string {
  const most = Math.max(1, ...timeline);
  return timeline
    .map((number) =>
      number === 0 ? '·' : HEIGHTS[Math.ceil((number / most) * HEIGHTS.length) - 1],
    )
    .join('');
}

function changeLines(backtest: Backtest, pen: Pen, verbose: boolean): readonly string[] {
  const stopped = stoppedChanges(backtest).toReversed();
  if (stopped.length === 0) return [];
  const shown = verbose ? stopped : stopped.slice(0, MAX_CHANGES);
  const more = stopped.length - shown.length;
  return [
    ...pen.labelled(
      '',
      `Changes that would have been stopped: ${thousands(stopped.length)}, the newest first`,
      'bold',
    ),
    ...shown.flatMap((change) => oneChange(change, pen, verbose)),
    ...(more > 0
      ? pen.labelled('', `and ${thousands(more)} more: --verbose, or --format html`)
      : []),
    '',
  ];
}

function oneChange(change: ReplayedChange, pen: Pen, verbose: boolean): readonly string[] {
  const { author, subject, stoppedBy } = change;
  const said = cut(visible(subject), MAX_SHOWN_CHARACTERS);
  return [
    ...pen.labelled(`${changeHead(change)} `, `${said} (${cut(visible(author), 60)})`),
    ...stoppedBy.flatMap(({ rule, findings }) => {
      const shown = verbose ? findings : findings.slice(0, MAX_PLACES);
      const more = findings.length - shown.length;
      return [
        ...shown.flatMap(({ path, line, fate }) =>
          pen.labelled(
            '  ',
            `${visible(rule)}  ${cut(visible(path), MAX_SHOWN_CHARACTERS)}:${line}, ${fateText(fate)}`,
          ),
        ),
        ...(more > 0 ? pen.labelled('  ', `and ${thousands(more)} more of ${visible(rule)}`) : []),
      ];
    }),
  ];
}
