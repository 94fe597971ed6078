import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

/** Makes the options of a plot; `colour` reads one of the page: `--plot-open`. */
export type PlotOptions = (
  colour: (name: string) => string,
) => Omit<UPlot.Options, 'width' | 'height'>;

const HEIGHT_PX = 180;

/** A plot as wide as its place, in the colours of the page. The same numbers have to be told in words beside it. */
export function Chart({
  data,
  options,
}: {
  readonly data: UPlot.AlignedData;
  readonly options: PlotOptions;
}) {
  const scheme = useComputedColorScheme('light');
  // A plot reads its colours when it is made.
  return <Plot key={scheme} data={data} options={options} />;
}

function Plot({
  data,
  options,
}: {
  readonly data: UPlot.AlignedData;
  readonly options: PlotOptions;
}) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const style = getComputedStyle(element);
    const size = (): { width: number; height: number } => ({
      width: element.clientWidth,
      height: HEIGHT_PX,
    });
    const made = options((name) => style.getPropertyValue(name).trim());
    const plot = new UPlot({ ...size(), ...made }, data, element);
    const observer = new ResizeObserver(() => plot.setSize(size()));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [data, options]);
  return <div ref={place} className="plot" aria-hidden="true" />;
}
