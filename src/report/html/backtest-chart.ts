import type { Backtest, BacktestRule } from '../../model/backtest.ts';
import { stoppedSentence } from '../backtest-text.ts';
import { cut, markup } from '../safe-text.ts';
import { thousands } from '../words.ts';

/** Rules in the chart; the table has all. Chosen: one screen. */
const MAX_BARS = 25;
/** All in units of the drawing, of which a wide page shows one a pixel. */
const WIDTH = 960;
const ROW = 30;
const TOP = 34;
const NAME = 300;
const BARS = { begin: 310, end: 610 } as const;
const TIMES = { begin: 690, end: 950 } as const;

/** Style of the chart, in the colours of the page. */
export const chartStyle = `
.chart svg { display: block; width: 100%; min-width: 44rem; height: auto; font: 13px system-ui, sans-serif; }
.chart text { fill: var(--text); } .chart .soft { fill: var(--soft); font-size: 12px; }
.chart .bar { fill: var(--link); } .chart .axis { stroke: var(--line); } .chart .bound { stroke: var(--amber); stroke-width: 2; fill: none; }
.chart figcaption { color: var(--soft); font-size: .92rem; padding: .3rem 0 .6rem; } .chart figure { margin: .6rem 0; }
.banner .tiles { padding: 0; margin: 1rem 0 0; } .chart { margin-bottom: .75rem; } .numbers tbody th { width: 16rem; } .numbers td { white-space: nowrap; }
@media (max-width: 40rem) { .numbers td::before { content: attr(data-title) ': '; color: var(--soft); } }
`;

/** Bars of what each rule would have stopped, with the upper bound, and when. Every number stands in the table too. */
export function backtestChart({ rules, changes, from, to }: Backtest): readonly string[] {
  if (rules.length === 0) return [];
  const shown = rules.slice(0, MAX_BARS);
  const most = Math.max(...shown.map(({ upperBound }) => upperBound)) * changes;
  const highest = Math.max(1, ...shown.flatMap(({ timeline }) => timeline));
  const height = TOP + shown.length * ROW + 24;
  const bottom = height - 8;
  return [
    '<div class="panel chart"><figure>',
    `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="chart-title chart-text">`,
    '<title id="chart-title">Changes that each rule at block would have stopped, and when</title>',
    `<desc id="chart-text">${markup(described(shown, changes))}</desc>`,
    `<text class="soft" x="${BARS.begin}" y="20">changes stopped</text>`,
    `<text class="soft" x="${TIMES.begin}" y="20">when, of at most ${thousands(highest)} at once</text>`,
    `<line class="axis" x1="${BARS.begin}" x2="${BARS.begin}" y1="${TOP - 4}" y2="${height - 24}"/>`,
    ...shown.map((rule, index) => ruleRow(rule, { index, changes, most, highest })),
    `<text class="soft" x="${TIMES.begin}" y="${bottom}">${from.at.slice(0, 10)}</text>`,
    `<text class="soft" x="${TIMES.end}" y="${bottom}" text-anchor="end">${to.at.slice(0, 10)}</text>`,
    '</svg>',
    '<figcaption>The thin line ends at the upper bound at 95 %. At the right the oldest changes stand first.</figcaption>',
    '</figure></div>',
  ];
}

interface Scale {
  readonly index: number;
  readonly changes: number;
  /** Changes at the right end. */
  readonly most: number;
  readonly highest: number;
}

function ruleRow(rule: BacktestRule, { index, changes, most, highest }: Scale): string {
  const y = TOP + index * ROW;
  const middle = y + ROW / 2;
  const xOf = (number: number): number =>
    round(BARS.begin + (number / most) * (BARS.end - BARS.begin));
  const bar = xOf(rule.stopped);
  const bound = xOf(rule.upperBound * changes);
  return [
    `<g><title>${markup(`${rule.rule} ${stoppedSentence(rule, changes)}`)}</title>`,
    `<text x="${NAME}" y="${middle + 4}" text-anchor="end">${markup(cut(rule.rule, 44))}</text>`,
    `<rect class="bar" x="${BARS.begin}" y="${y + 7}" width="${round(bar - BARS.begin)}" height="${ROW - 14}"/>`,
    `<path class="bound" d="M${bar} ${middle}H${bound}M${bound} ${middle - 5}v10"/>`,
    `<text x="${bound + 8}" y="${middle + 4}">${thousands(rule.stopped)}</text>`,
    ...timeBars(rule, y, highest),
    '</g>',
  ].join('');
}

function timeBars({ timeline }: BacktestRule, y: number, highest: number): readonly string[] {
  const width = (TIMES.end - TIMES.begin) / timeline.length;
  const base = y + ROW - 3;
  const line = `<line class="axis" x1="${TIMES.begin}" x2="${TIMES.end}" y1="${base}" y2="${base}"/>`;
  const bars = timeline.flatMap((number, index) => {
    if (number === 0) return [];
    const height = round(Math.max(2, (number / highest) * (ROW - 8)));
    const x = round(TIMES.begin + index * width);
    return `<rect class="bar" x="${x}" y="${round(base - height)}" width="${round(width - 1)}" height="${height}"/>`;
  });
  return [line, ...bars];
}

function described(rules: readonly BacktestRule[], changes: number): string {
  return rules.map((rule) => `${rule.rule} ${stoppedSentence(rule, changes)}.`).join(' ');
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
