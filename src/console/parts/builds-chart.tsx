import { useMemo } from 'react';
import UPlot from 'uplot';
import { Chart, type PlotOptions } from './chart.tsx';

interface BuildDay {
  readonly day: string;
  readonly builds: number;
  readonly blocked: number;
  readonly found: number;
}

/** Builds day by day, and what became of them. */
export function BuildsChart({ days }: { readonly days: readonly BuildDay[] }) {
  const data = useMemo(() => dataOf(days), [days]);
  const busiest = days.reduce((most, day) => (day.builds > most.builds ? day : most), EMPTY);
  return (
    <figure className="trend">
      <Chart data={data} options={options} />
      <figcaption className="dim small">
        {busiest.builds === 0
          ? 'No build in these days.'
          : `Most builds on ${busiest.day}: ${busiest.builds}, of which ${busiest.blocked} were stopped, with ${busiest.found} new findings.`}
      </figcaption>
    </figure>
  );
}

const EMPTY: BuildDay = { day: '', builds: 0, blocked: 0, found: 0 };

function dataOf(days: readonly BuildDay[]): UPlot.AlignedData {
  return [
    days.map(({ day }) => Date.parse(day) / 1_000),
    days.map(({ builds }) => builds),
    days.map(({ found }) => found),
    days.map(({ blocked }) => blocked),
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
      { label: 'builds', stroke: colour('--plot-went'), width: 2, points },
      { label: 'new findings', stroke: colour('--plot-came'), width: 1.5, dash: [4, 3], points },
      { label: 'stopped', stroke: colour('--plot-open'), width: 2, points },
    ],
  };
};
