import type { AnswerOf } from '../../api/request.ts';
import { gradeTone } from '../../parts/marks.tsx';

type Period = AnswerOf<'GET /v1/endpoints/{id}/history'>['periods'][number];
const WIDTH = 1_000;
const HEIGHT = 26;
/** A period of which there is one sight only has a place too. */
const LEAST = 18;

/** The grades of these periods beside each other, as long as they held; the list below says the same in words. */
export function GradeStrip({ periods }: { readonly periods: readonly Period[] }) {
  const inOrder = periods.toReversed();
  const ends = inOrder.map(({ until }, index) => Date.parse(inOrder[index + 1]?.since ?? until));
  const lengths = inOrder.map(({ since }, index) => (ends[index] ?? 0) - Date.parse(since));
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  const free = WIDTH - LEAST * lengths.length;
  const widths = lengths.map((length) => LEAST + (whole === 0 ? 0 : (length / whole) * free));
  return (
    <svg
      className="strip"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {inOrder.map(({ since, grade, state }, index) => (
        <rect
          key={`${since} ${grade ?? ''}`}
          data-tone={gradeTone(grade, state)}
          x={widths.slice(0, index).reduce((sum, width) => sum + width, 0)}
          width={Math.max(1, (widths[index] ?? LEAST) - 2)}
          height={HEIGHT}
        />
      ))}
    </svg>
  );
}
