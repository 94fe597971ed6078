import type { Finding } from '../../model/finding.ts';
import { excerptParts } from '../describe.ts';
import { columns, takeColumns, takeColumnsFromEnd } from './columns.ts';
import type { Pen, Style } from './pen.ts';

const indent = '    ';

/** The source line with its number and, below, carets under what the finding is about; cut around it to fit. */
export function excerptLines(
  { excerpt, location }: Finding,
  pen: Pen,
  style: Style,
): readonly string[] {
  if (excerpt.text.trim() === '') return [];
  const number = String(location.region.startLine);
  // Below 40 columns the source needs the room of the number.
  const gutter = pen.width < 40 ? `${indent}│ ` : `${indent}${number} │ `;
  const blank = pen.width < 40 ? gutter : `${indent}${' '.repeat(number.length)} │ `;
  const parts = excerptParts(excerpt);
  const { before, marked, after } = fit(
    { ...parts, before: parts.before.trimStart(), after: parts.after.trimEnd() },
    Math.max(4, pen.width - columns(gutter)),
  );
  const source = pen.paint(gutter, 'dim') + before + pen.paint(marked, 'bold') + after;
  if (marked === '') return [source.trimEnd()];
  const carets =
    ' '.repeat(columns(before)) + pen.paint('^'.repeat(Math.max(1, columns(marked))), style);
  return [source.trimEnd(), pen.paint(blank, 'dim') + carets];
}

interface Parts {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

/** The mark first, then what stands before it, then what follows; `…` where something was cut. */
function fit({ before, marked, after }: Parts, room: number): Parts {
  const shown = columns(marked) <= room ? marked : `${takeColumns(marked, room - 1)}…`;
  let left = room - columns(shown);
  const wantBefore = columns(before);
  // Two thirds of what is left may go before the mark, more when little follows.
  const forBefore = Math.max(Math.floor((left * 2) / 3), left - columns(after));
  const lead = wantBefore <= forBefore ? before : ellipsisBefore(before, forBefore);
  left -= columns(lead);
  const tail = columns(after) <= left ? after : ellipsisAfter(after, left);
  return { before: lead, marked: shown, after: tail };
}

function ellipsisBefore(text: string, room: number): string {
  return room < 1 ? '' : `…${takeColumnsFromEnd(text, room - 1)}`;
}

function ellipsisAfter(text: string, room: number): string {
  return room < 1 ? '' : `${takeColumns(text, room - 1)}…`;
}
