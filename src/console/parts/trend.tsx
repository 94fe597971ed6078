import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

export interface TrendDay {
  readonly day: string;
  readonly opened: number;
  readonly fixed: number;
  readonly open: number;
}

const HEIGHT_PX = 180;

/** Open findings day by day. The same numbers are told in words beside it. */
export function Trend({ days }: { readonly days: readonly TrendDay[] }) {
  const scheme = useComputedColorScheme('light');
  const last = days.at(-1);
  const opened = days.reduce((sum, day) => sum + day.opened, 0);
  const fixed = days.reduce((sum, day) => sum + day.fixed, 0);
  return (
    <figure className="trend">
      {/* A plot reads its colours from the page when it is made. */}
      <Plot key={scheme} days={days} />
      <figcaption className="dim small">
        {days.length} days: {opened} came, {fixed} went, {last?.open ?? 0} open now.
      </figcaption>
    </figure>
  );
}

function Plot({ days }: { readonly days: readonly TrendDay[] }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const plot = new UPlot(optionsOf(element), dataOf(days), element);
    const observer = new ResizeObserver(() =>
      plot.setSize({ width: element.clientWidth, height: HEIGHT_PX }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [days]);
  return <div ref={place} className="plot" aria-hidden="true" />;
}

function dataOf(days: readonly TrendDay[]): UPlot.AlignedData {
  return [
    days.map(({ day }) => Date.parse(day) / 1_000),
    days.map(({ open }) => open),
    days.map(({ opened }) => opened),
    days.map(({ fixed }) => fixed),
  ];
}

function optionsOf(element: HTMLElement): UPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis = { stroke: colour('--plot-text'), grid: { stroke: colour('--plot-grid'), width: 1 } };
  return {
    width: element.clientWidth,
    height: HEIGHT_PX,
    tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1_000), 'UTC'),
    cursor: { y: false },
    legend: { live: true },
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
        points: { show: false },
      },
      { label: 'came', stroke: colour('--plot-came'), width: 1.5, points: { show: false } },
      {
        label: 'went',
        stroke: colour('--plot-went'),
        width: 1.5,
        dash: [4, 3],
        points: { show: false },
      },
    ],
  };
}
