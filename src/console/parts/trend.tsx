import { useMemo } from 'react';
import UPlot from 'uplot';
import { Chart, type PlotOptions } from './chart.tsx';

export interface TrendDay {
  readonly day: string;
  readonly opened: number;
  readonly fixed: number;
  readonly open: number;
}

/** Open findings day by day. */
export function Trend({ days }: { readonly days: readonly TrendDay[] }) {
  const data = useMemo(() => dataOf(days), [days]);
  const opened = days.reduce((sum, day) => sum + day.opened, 0);
  const fixed = days.reduce((sum, day) => sum + day.fixed, 0);
  return (
    <figure className="trend">
      <Chart data={data} options={options} />
      <figcaption className="dim small">
        {days.length} days: {opened} came, {fixed} went, {days.at(-1)?.open ?? 0} open now.
      </figcaption>
    </figure>
  );
}

function dataOf(days: readonly TrendDay[]): UPlot.AlignedData {
  return [
    days.map(({ day }) => Date.parse(day) / 1_000),
    days.map(({ open }) => open),
    days.map(({ opened }) => opened),
    days.map(({ fixed }) => fixed),
  ];
}

const options: PlotOptions = (colour) => {
  const axis = { stroke: colour('--plot-text'), grid: { stroke: colour('--plot-grid'), width: 1 } };
  const points = { show: false };
  return {
    tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1_000), 'UTC'),
    cursor: { y: false },
    scales: { y: { range: (_, __, max) => [0, Math.max(4, max * 1.1)] } },
    axes: [
      { ...axis, values: [[86_400, '{D} {MMM}', '', '', '', '', '', '', 1]] },
      { ...axis, size: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000, 10_000] },
    ],
    series: [
      { label: 'Day', value: '{D} {MMM} {YYYY}' },
      {
        label: 'open',
        stroke: colour('--plot-open'),
        width: 2,
        fill: colour('--plot-fill'),
        points,
      },
      { label: 'came', stroke: colour('--plot-came'), width: 1.5, points },
      { label: 'went', stroke: colour('--plot-went'), width: 1.5, dash: [4, 3], points },
    ],
  };
};
