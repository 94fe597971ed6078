/** What one size took. */
export interface Point {
  readonly bytes: number;
  readonly cpuMs: number;
  readonly peakBytes: number;
}

const WIDTH = 640;
const HEIGHT = 360;
const MARGIN = 56;

/** Both axes are logarithmic: what grows in step with size is a line that climbs as the grey ones do. */
export function growthPlot(points: readonly Point[]): string {
  const decades = { x: span(points.map(({ bytes }) => bytes / 1e6)), y: verticalSpan(points) };
  const at = (x: number, y: number): string =>
    `${along(x, decades.x, MARGIN, WIDTH - MARGIN).toFixed(1)},${along(y, decades.y, HEIGHT - MARGIN, MARGIN).toFixed(1)}`;
  const line = (y: (point: Point) => number, colour: string): string => {
    const places = points.map((point) => at(point.bytes / 1e6, y(point)));
    return [
      `<polyline points="${places.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      ...places.map((place) => {
        const [x, y_] = place.split(',');
        return `<circle cx="${x}" cy="${y_}" r="3.5" fill="${colour}"/>`;
      }),
    ].join('\n');
  };
  const [least, most] = decades.x;
  const guides = ticks(decades.y).map((y) => {
    const end = y * (most / least);
    return `<polyline points="${at(least, y)} ${at(most, end)}" stroke="#ccc" fill="none" clip-path="url(#c)"/>`;
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<clipPath id="c"><rect x="${MARGIN}" y="${MARGIN}" width="${WIDTH - 2 * MARGIN}" height="${HEIGHT - 2 * MARGIN}"/></clipPath>`,
    ...guides,
    ...ticks(decades.x).map((x) => label(at(x, decades.y[0]), `${x} MB`, 'middle', 16)),
    ...ticks(decades.y).map((y) => label(at(least, y), String(y), 'end', 4)),
    line(({ cpuMs }) => cpuMs / 1000, '#1f5fa8'),
    line(({ peakBytes }) => peakBytes / 1e6, '#b5541c'),
    `<text x="${MARGIN}" y="20" fill="#1f5fa8">processor time, seconds</text>`,
    `<text x="${MARGIN}" y="38" fill="#b5541c">peak memory, MB</text>`,
    `<text x="${WIDTH - MARGIN}" y="20" text-anchor="end" fill="#777">grey: in step with size</text>`,
    '</svg>',
  ].join('\n')}\n`;
}

function verticalSpan(points: readonly Point[]): readonly [number, number] {
  return span(points.flatMap(({ cpuMs, peakBytes }) => [cpuMs / 1000, peakBytes / 1e6]));
}

/** Whole powers of ten around all values. */
function span(values: readonly number[]): readonly [number, number] {
  const low = 10 ** Math.floor(Math.log10(Math.min(...values)));
  const high = 10 ** Math.ceil(Math.log10(Math.max(...values)));
  return [low, high > low ? high : low * 10];
}

function ticks([low, high]: readonly [number, number]): readonly number[] {
  const count = Math.round(Math.log10(high / low)) + 1;
  return Array.from({ length: count }, (_, index) => Number((low * 10 ** index).toPrecision(1)));
}

function along(
  value: number,
  [low, high]: readonly [number, number],
  from: number,
  to: number,
): number {
  return from + (Math.log10(value / low) / Math.log10(high / low)) * (to - from);
}

function label(place: string, text: string, anchor: 'middle' | 'end', below: number): string {
  const [x = '0', y = '0'] = place.split(',');
  const left = anchor === 'end' ? -6 : 0;
  return `<text x="${Number(x) + left}" y="${Number(y) + below}" text-anchor="${anchor}" fill="#555">${text}</text>`;
}
