import type { CodeEvidence, CodeStep } from '../../model/finding.ts';
import { changedLines, flowClaims } from '../code-claims.ts';
import { visible } from '../safe-text.ts';
import { columns, takeColumns } from './columns.ts';
import type { Pen } from './pen.ts';

const indent = '    ';
/** Less room for a source line says nothing. */
const minSource = 16;

/** The way of the data, a step a line, and what would make it safe. */
export function traceLines(evidence: CodeEvidence, pen: Pen): readonly string[] {
  const { steps, remedy } = evidence;
  const claims = flowClaims(evidence).map((claim) => visible(claim));
  return [
    ...(steps.length > 1 ? stepLines(steps, pen) : []),
    ...(claims.length === 0 ? [] : pen.labelled(indent, claims.join(' · '), 'dim')),
    ...(remedy === '' ? [] : pen.labelled(`${indent}safe: `, visible(remedy))),
    ...changeLines(evidence, pen),
  ];
}

/** What `--fix` would change. */
function changeLines(evidence: CodeEvidence, pen: Pen): readonly string[] {
  const lines = changedLines(evidence);
  if (lines.length === 0) return [];
  const room = pen.width - indent.length - 2;
  return [
    `${indent}${pen.paint('--fix makes of it:', 'dim')}`,
    ...lines.map((line) => {
      const text = fitted(visible(line.replaceAll('\t', '  ').trimEnd()), room);
      return `${indent}  ${pen.paint(text, line.startsWith('+') ? 'green' : 'red')}`;
    }),
  ];
}

/** In columns where there is room for them, else the source line below. */
function stepLines(steps: readonly CodeStep[], pen: Pen): readonly string[] {
  const rows = steps.map((step, index) => ({
    step,
    number: String(index + 1).padStart(String(steps.length).length),
    place: visible(`${step.path}:${step.region.startLine}`),
    what: visible(step.what),
    source: visible(step.text.replaceAll('\t', '  ')),
  }));
  const [places, whats] = [
    widest(rows.map((row) => row.place)),
    widest(rows.map((row) => row.what)),
  ];
  const lead = indent.length + String(steps.length).length + 2;
  const room = pen.width - lead - places - whats - 4;
  return rows.flatMap(({ step, number, place, what, source }) => {
    const link = pen.link(pen.paint(place, 'cyan'), step.path);
    const head = `${indent}${pen.paint(number, 'dim')}  ${link}`;
    if (room >= minSource) {
      const gaps = [places - columns(place), whats - columns(what)].map((gap) =>
        ' '.repeat(gap + 2),
      );
      const end = source === '' ? '' : `${gaps[1] ?? ''}${pen.paint(fitted(source, room), 'dim')}`;
      return [`${head}${gaps[0] ?? ''}${what}${end}`];
    }
    const below =
      source === ''
        ? []
        : [`${' '.repeat(lead)}${pen.paint(fitted(source, pen.width - lead), 'dim')}`];
    return [head, ...pen.labelled(' '.repeat(lead), what), ...below];
  });
}

function widest(texts: readonly string[]): number {
  return Math.max(...texts.map(columns));
}

function fitted(text: string, room: number): string {
  return columns(text) <= room ? text : `${takeColumns(text, room - 1)}…`;
}
