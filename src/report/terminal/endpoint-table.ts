import type { EndpointSummary } from '../../model/endpoint-summary.ts';
import {
  gradeCounts,
  gradeQuality,
  heldDownBy,
  offeredVersions,
  signs,
  worstEndpointsFirst,
} from '../endpoints.ts';
import { visible } from '../safe-text.ts';
import { count, thousands } from '../words.ts';
import { columns, takeColumns } from './columns.ts';
import { qualityStyles } from './endpoint-page.ts';
import type { Pen } from './pen.ts';

/** Rows without `--verbose`: the worst ones; thousands of endpoints must not push the decision away. */
const maxRows = 40;

/** One row an endpoint, the worst grade first. */
export function endpointTable(endpoints: readonly EndpointSummary[], pen: Pen): readonly string[] {
  const shown = worstEndpointsFirst(endpoints).slice(0, maxRows);
  const rest = endpoints.length - shown.length;
  const title = `${count(endpoints.length, 'endpoint')}: ${gradeCounts(endpoints)}`;
  const widest = Math.max(...shown.map(({ name }) => columns(visible(name))));
  const nameColumns = Math.min(widest, Math.max(12, Math.floor(pen.width / 2.5)));
  return [
    ...pen.labelled('', title, 'bold'),
    ...shown.map((summary) => tableRow(summary, nameColumns, pen)),
    ...(rest === 0
      ? []
      : pen.labelled('  ', `… and ${thousands(rest)} more: run with --verbose for all`, 'dim')),
    '',
  ];
}

function tableRow(summary: EndpointSummary, nameColumns: number, pen: Pen): string {
  const { grade, name } = summary;
  const style = qualityStyles[gradeQuality(grade.letter)];
  const letter = pen.paint(visible(grade.letter).padEnd(3), style, 'bold');
  const room = pen.width - nameColumns - 7;
  const { quality, text } = rowNote(summary);
  const note = fit(text, room - 2);
  const sign = pen.paint(`${signs[quality]} `, qualityStyles[quality]);
  const body = room < 8 ? '' : `  ${sign}${pen.paint(note, 'dim')}`;
  const shown = fit(visible(name), nameColumns);
  const pad = ' '.repeat(Math.max(0, nameColumns - columns(shown)));
  return `  ${letter}${shown}${pad}${body}`.trimEnd();
}

/** The one thing that matters most: no contact, a bad certificate, what holds the grade down, else what is offered. */
function rowNote(summary: EndpointSummary): {
  readonly text: string;
  readonly quality: EndpointSummary['trust']['quality'];
} {
  const { state, trust, unknown, grade } = summary;
  if (state === 'unreachable') {
    return { quality: 'unknown', text: visible(`unreachable: ${unknown[0] ?? ''}`) };
  }
  const held = heldDownBy(summary);
  const parts = [
    ...(trust.quality === 'good' ? [] : [visible(trust.state)]),
    ...(grade.letter === '?'
      ? [visible(`in doubt: ${grade.doubts[0] ?? unknown[0] ?? 'not all was asked'}`)]
      : held),
    offeredVersions(summary),
  ].filter((part) => part !== '');
  const quality = trust.quality === 'bad' ? 'bad' : gradeQuality(grade.letter);
  return { quality, text: parts.join(' · ') };
}

function fit(text: string, room: number): string {
  return columns(text) <= room ? text : `${takeColumns(text, Math.max(0, room - 1))}…`;
}
