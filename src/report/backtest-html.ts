import { createHash } from 'node:crypto';
import type { Backtest, BacktestRule, ReplayedChange } from '../model/backtest.ts';
import type { BacktestFormat } from './backtest-format.ts';
import {
  actionText,
  backtestScope,
  backtestTitle,
  caution,
  changeHead,
  fateText,
  policyAnswer,
  quietSentence,
  stoppedChanges,
} from './backtest-text.ts';
import { backtestChart, chartStyle } from './html/backtest-chart.ts';
import { incompletePanel } from './html/panels.ts';
import { style } from './html/style.ts';
import { markup } from './safe-text.ts';
import { percent, thousands } from './words.ts';

/** Changes on the page; JSON has all. Chosen: it opens at once on a telephone. */
const MAX_CHANGES = 500;
const MAX_PLACES = 50;

/** One page that needs nothing else and runs no script. */
export const backtestHtml: BacktestFormat = {
  name: 'html',
  render(backtest) {
    const css = style + chartStyle;
    const digest = createHash('sha256').update(css).digest('base64');
    const policy = `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
    const title = markup(backtestTitle(backtest));
    return [
      '<!doctype html>',
      '<html lang="en">',
      '<head>',
      '<meta charset="utf-8">',
      `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      `<title>${title}</title>`,
      `<style>${css}</style>`,
      '</head>',
      '<body>',
      `<header class="banner ${backtest.incomplete.length > 0 ? 'incomplete' : 'pass'}"><div><h1>${title}</h1>`,
      `<p>${markup(backtestScope(backtest))}</p><p><strong>${markup(policyAnswer(backtest))}</strong></p>`,
      tiles(backtest),
      '</div></header>',
      '<main>',
      ...incompletePanel(backtest),
      ...rulePart(backtest),
      `<p>${markup(quietSentence(backtest))}</p>`,
      ...changePart(backtest),
      '</main>',
      `<footer>${backtest.notes.map((note) => `<p>${markup(note)}</p>`).join('')}<p>lockstep ${markup(backtest.tool.version)}. The same history, policy and version give the same page.</p></footer>`,
      '</body>',
      '</html>',
      '',
    ].join('\n');
  },
};

function tiles(backtest: Backtest): string {
  const { changes, outcomes } = backtest;
  const any = stoppedChanges(backtest).length;
  return `<ul class="tiles">${tile(changes, 'changes replayed')}${tile(outcomes.block, 'blocked by the policy')}${tile(outcomes.warn, 'warned by the policy')}${tile(any, 'stopped, had all blocked')}</ul>`;
}

function tile(number: number, text: string): string {
  return `<li><b>${thousands(number)}</b>${text}</li>`;
}

const columns: readonly {
  readonly title: string;
  readonly cell: (rule: BacktestRule) => string;
}[] = [
  { title: 'Changes stopped', cell: ({ stopped }) => thousands(stopped) },
  { title: 'At most', cell: ({ upperBound }) => percent(upperBound) },
  { title: 'Findings', cell: ({ findings }) => thousands(findings) },
  { title: 'Mended', cell: ({ mended }) => thousands(mended) },
  { title: 'Gone with file', cell: ({ vanished }) => thousands(vanished) },
  { title: 'Still there', cell: ({ present }) => thousands(present) },
  { title: 'Unknown', cell: ({ unknown }) => thousands(unknown) },
  { title: 'Action rate', cell: actionText },
  { title: 'Days until mended', cell: ({ medianDaysMended }) => daysCell(medianDaysMended) },
  { title: 'Days there', cell: ({ medianDaysPresent }) => daysCell(medianDaysPresent) },
];

function daysCell(days: number | undefined): string {
  return days === undefined ? 'none' : thousands(Math.round(days));
}

function rulePart(backtest: Backtest): readonly string[] {
  const { rules } = backtest;
  if (rules.length === 0) return [];
  const titles = ['Rule', ...columns.map(({ title }) => title)];
  return [
    `<h2>Had every rule been at block <span class="n">${thousands(rules.length)}</span></h2>`,
    ...backtestChart(backtest),
    '<div class="panel numbers"><table>',
    `<thead><tr>${titles.map((title) => `<th scope="col">${title}</th>`).join('')}</tr></thead>`,
    '<tbody>',
    ...rules.map(
      (rule) =>
        `<tr><th scope="row"><code>${markup(rule.rule)}</code></th>${columns.map(({ title, cell }) => `<td data-title="${title}">${markup(cell(rule))}</td>`).join('')}</tr>`,
    ),
    '</tbody></table></div>',
    `<p class="soft">${markup(caution)}</p>`,
  ];
}

function changePart(backtest: Backtest): readonly string[] {
  const stopped = stoppedChanges(backtest).toReversed();
  if (stopped.length === 0) return [];
  const more = stopped.length - MAX_CHANGES;
  return [
    `<h2>Changes that would have been stopped <span class="n">${thousands(stopped.length)}, the newest first</span></h2>`,
    '<div class="rule">',
    ...stopped.slice(0, MAX_CHANGES).map(changeDetails),
    '</div>',
    ...(more > 0 ? [`<p>and ${thousands(more)} more: --format json has all</p>`] : []),
  ];
}

function changeDetails(change: ReplayedChange): string {
  const { subject, author, commit, stoppedBy, outcome } = change;
  const places = stoppedBy.flatMap(({ rule, findings }) =>
    findings.map(
      ({ path, line, fate }) =>
        `<li><code>${markup(rule)}</code> <code>${markup(path)}:${line}</code>, ${markup(fateText(fate))}</li>`,
    ),
  );
  const more = places.length - MAX_PLACES;
  const rest = more > 0 ? `<li>and ${thousands(more)} more</li>` : '';
  return [
    `<details class="f"><summary><b>${markup(changeHead(change))}</b>${markup(subject)} <span>${markup(author)}</span></summary>`,
    `<div class="in"><ul>${places.slice(0, MAX_PLACES).join('')}${rest}</ul>`,
    `<p class="id">${markup(commit)}, under the policy: ${outcome}</p></div></details>`,
  ].join('');
}
