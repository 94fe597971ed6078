import type { EndpointSummary, Quality, RatedItem } from '../../model/endpoint-summary.ts';
import {
  daysText,
  gradeLine,
  gradeQuality,
  heldDownBy,
  inDoubtBecause,
  propertySign,
  qualityCounts,
  scanLine,
  signs,
  versionRange,
} from '../endpoints.ts';
import { cut, visible } from '../safe-text.ts';
import { bigLetter } from './big-letter.ts';
import { columns, takeColumns, wrap } from './columns.ts';
import type { Pen, Style } from './pen.ts';
import { snippetLines } from './snippet.ts';

/** Suites that are listed without `--verbose`: about a third of a screen. */
const maxSuites = 12;
const maxNames = 3;
const maxListed = 8;
const maxDoubts = 2;
const maxText = 300;
/** Below this width the letter is not drawn, and labels stand above what they name. */
const wide = 60;
/** Columns of the labels at the left: `Certificate  `. */
const labelColumns = 13;

export const qualityStyles: Readonly<Record<Quality, Style>> = {
  good: 'green',
  sufficient: 'green',
  weak: 'yellow',
  bad: 'red',
  unknown: 'yellow',
};

/** What a person should know of one endpoint within ten seconds: the grade first, then all that it rests on. */
export function endpointPage(
  summary: EndpointSummary,
  pen: Pen,
  verbose: boolean,
): readonly string[] {
  const limit = verbose ? Number.POSITIVE_INFINITY : maxListed;
  const part = (label: string, body: readonly Piece[]): readonly string[] =>
    rowLines(label, body, pen);
  return [
    ...headLines(summary, pen),
    '',
    ...part('Certificate', certificatePieces(summary, verbose)),
    ...part('Protocols', protocolPieces(summary)),
    ...suiteLines(summary, pen, verbose),
    ...part('Groups', flow(summary.groups.map(nameAndNote))),
    ...part('Properties', flow(summary.properties.map(propertyToken))),
    ...part('Attacks', attackPieces(summary)),
    ...part('Unknown', listed(summary.unknown, limit, 'unknown')),
    ...part('Changed', listed(summary.drift, limit)),
    ...improvementLines(summary, pen, verbose),
    '',
  ];
}

/** A few words with the sign of their quality. */
interface Token {
  readonly text: string;
  readonly quality?: Quality;
  /** Instead of the sign of its quality. */
  readonly sign?: string;
  readonly dim?: boolean;
}

/** One paragraph, or tokens one after the other. */
type Piece = Token | { readonly flow: readonly Token[] };

function flow(tokens: readonly Token[]): readonly Piece[] {
  return tokens.length === 0 ? [] : [{ flow: tokens }];
}

function safe(text: string): string {
  return visible(cut(text, maxText));
}

/** The letter, drawn where there is room, with what one must know beside it. */
function headLines(summary: EndpointSummary, pen: Pen): readonly string[] {
  const letter = pen.width >= wide ? bigLetter(summary.grade.letter) : undefined;
  const margin = letter === undefined ? 0 : (letter[0]?.length ?? 0) + 4;
  const style = qualityStyles[gradeQuality(summary.grade.letter)];
  const beside = headTokens(summary).flatMap((token) => tokenLines(token, pen, margin));
  const lines = [
    pen.paint(cutColumns(safe(summary.name), pen.width - margin), 'bold'),
    pen.paint(cutColumns(gradeLine(summary), pen.width - margin), style, 'bold'),
    ...beside.map((line) => line.slice(margin)),
  ];
  if (letter === undefined) return lines;
  const blank = ' '.repeat(margin - 4);
  return Array.from({ length: Math.max(lines.length, letter.length) }, (_, index) =>
    `  ${pen.paint(letter[index] ?? blank, style)}  ${lines[index] ?? ''}`.trimEnd(),
  );
}

function headTokens(summary: EndpointSummary): readonly Token[] {
  const { trust, certificates, state } = summary;
  const held = heldDownBy(summary);
  const doubts = inDoubtBecause(summary).slice(0, maxDoubts);
  const [first] = certificates;
  const ends =
    first === undefined || trust.quality === 'bad' ? '' : `, ${daysText(first.daysLeft)}`;
  const why = trust.quality === 'good' || trust.detail === '' ? '' : `: ${trust.detail}`;
  const trustToken = {
    text: safe(`Certificate ${trust.state}${ends}${why}`),
    quality: trust.quality,
  };
  return [
    ...(state === 'unreachable' ? [] : [trustToken]),
    ...(doubts.length === 0 ? [] : [{ text: safe(`In doubt: ${doubts.join(', ')}`) }]),
    ...(held.length === 0 ? [] : [{ text: safe(`Held down by ${held.join(', ')}`) }]),
    { text: scanLine(summary), dim: true },
  ];
}

/** Label and body side by side, or below each other in a narrow terminal; nothing for no body. */
function rowLines(label: string, body: readonly Piece[], pen: Pen): readonly string[] {
  if (body.length === 0) return [];
  const isWide = pen.width >= wide;
  const indent = isWide ? labelColumns : 2;
  const lines = body.flatMap((piece) =>
    'flow' in piece ? flowLines(piece.flow, pen, indent) : tokenLines(piece, pen, indent),
  );
  if (!isWide) return [pen.paint(label, 'bold'), ...lines];
  const [first = '', ...rest] = lines;
  return [`${pen.paint(label.padEnd(indent), 'bold')}${first.slice(indent)}`, ...rest];
}

/** A paragraph; what follows its first line stands below the text, not below the sign. */
function tokenLines(
  { text, quality, sign, dim }: Token,
  pen: Pen,
  indent: number,
): readonly string[] {
  const mark = quality === undefined ? '' : `${sign ?? signs[quality]} `;
  const deep = ' '.repeat(indent + mark.length);
  return wrap(text, pen.width - deep.length).map((line, index) => {
    const painted = dim === true ? pen.paint(line, 'dim') : line;
    if (index > 0 || quality === undefined) return `${deep}${painted}`;
    return `${' '.repeat(indent)}${pen.paint(mark, qualityStyles[quality])}${painted}`;
  });
}

/** As many tokens on a line as fit, two spaces apart; one that is wider than a line is wrapped. */
function flowLines(tokens: readonly Token[], pen: Pen, indent: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const token of tokens) {
    const [first = '', ...rest] = tokenLines(token, pen, indent);
    const width = columns(token.text) + (token.quality === undefined ? 0 : 2);
    if (used > 0 && (rest.length > 0 || indent + used + 2 + width > pen.width)) {
      lines.push(line);
      [line, used] = ['', 0];
    }
    line = used === 0 ? first : `${line}  ${first.slice(indent)}`;
    used += width + (used === 0 ? 0 : 2);
    if (rest.length > 0) {
      lines.push(line, ...rest);
      [line, used] = ['', 0];
    }
  }
  return used === 0 ? lines : [...lines, line];
}

function certificatePieces({ certificates }: EndpointSummary, verbose: boolean): readonly Piece[] {
  return certificates.flatMap((certificate): readonly Piece[] => {
    const { names, subject, issuer, key, signature, notAfter, daysLeft, quality } = certificate;
    const shown = verbose ? names : names.slice(0, maxNames);
    const more = names.length - shown.length;
    const all = shown.length === 0 ? `${subject} (no names)` : shown.join(', ');
    return [
      { text: safe(more > 0 ? `${all} and ${more} more` : all), quality },
      {
        text: safe(
          `  until ${notAfter.slice(0, 10)}, ${daysText(daysLeft)} · ${key} · ${signature}`,
        ),
      },
      { text: safe(`  by ${issuer}`), dim: true },
    ];
  });
}

/** What is offered, the newest first; then what is not, and what nobody can tell. */
function protocolPieces({ protocols }: EndpointSummary): readonly Piece[] {
  const names = (offered: 'no' | 'unknown' | 'not-tested', isMissed: boolean): string =>
    protocols
      .filter((each) => each.offered === offered && (each.quality === 'weak') === isMissed)
      .map(({ name }) => name)
      .join(', ');
  const offered = protocols
    .filter((each) => each.offered === 'yes')
    .map(({ name, note, quality }) => ({
      text: safe(note === '' ? name : `${name} (${note})`),
      quality,
    }));
  const [missed, off, open] = [names('no', true), names('no', false), names('unknown', false)];
  const untested = names('not-tested', false);
  return flow([
    ...offered,
    ...(missed === '' ? [] : [{ text: safe(`no ${missed}`), quality: 'weak' as const }]),
    ...(open === ''
      ? []
      : [{ text: safe(`${open} could not be told`), quality: 'unknown' as const }]),
    ...(off === '' ? [] : [{ text: safe(`off: ${off}`), dim: true }]),
    ...(untested === '' ? [] : [{ text: safe(`not asked: ${untested}`), dim: true }]),
  ]);
}

/** Bad ones first, those of the same versions together; the best are left out where there are many. */
function suiteLines(summary: EndpointSummary, pen: Pen, verbose: boolean): readonly string[] {
  const { suites } = summary;
  if (suites.length === 0) return [];
  // Not worth a line that says so.
  const isShort = suites.length <= maxSuites + 2;
  const shown = verbose || isShort ? suites : suites.slice(0, maxSuites);
  const left = suites.slice(shown.length);
  const widest = Math.max(...shown.map(({ name }) => columns(safe(name))));
  const ranges = [...new Set(shown.map(({ versions }) => versionRange(versions)))];
  const groups = ranges.flatMap((range) => [
    ...tokenLines({ text: safe(range), dim: true }, pen, 2),
    ...shown
      .filter(({ versions }) => versionRange(versions) === range)
      .flatMap((suite) => suiteRow(suite, widest, pen)),
  ]);
  const more = `… and ${qualityCounts(left)}: run with --verbose to list`;
  return [
    ...rowLines('Suites', [{ text: qualityCounts(suites) }], pen),
    ...groups,
    ...(left.length === 0 ? [] : tokenLines({ text: more, dim: true }, pen, 2)),
  ];
}

function suiteRow(suite: RatedItem, widest: number, pen: Pen): readonly string[] {
  const [name, note] = [safe(suite.name), safe(suite.note)];
  const beside = widest + 6 + columns(note) <= pen.width;
  if (!beside || note === '') {
    const below = note === '' ? [] : tokenLines({ text: note, dim: true }, pen, 4);
    return [...tokenLines({ text: name, quality: suite.quality }, pen, 2), ...below];
  }
  const sign = pen.paint(`${signs[suite.quality]} `, qualityStyles[suite.quality]);
  const gap = ' '.repeat(widest - columns(name) + 2);
  return [`  ${sign}${name}${gap}${pen.paint(note, 'dim')}`];
}

function nameAndNote({ name, note, quality }: RatedItem): Token {
  const text = safe(note === '' ? name : `${name} (${note})`);
  return { text, quality, sign: propertySign(quality) };
}

function propertyToken({ name, note, quality }: RatedItem): Token {
  const text = safe(note === '' ? name : `${name}: ${note}`);
  return { text, quality, sign: propertySign(quality) };
}

/** Possible ones and those in doubt each on a line; the rest by name. */
function attackPieces({ attacks }: EndpointSummary): readonly Piece[] {
  const names = (possible: 'no' | 'not-tested'): string =>
    attacks
      .filter((attack) => attack.possible === possible)
      .map(({ name }) => name)
      .join(', ');
  const open = attacks.filter(({ possible }) => possible === 'yes' || possible === 'unknown');
  const [out, untested] = [names('no'), names('not-tested')];
  return [
    ...open.map(propertyToken),
    ...(out === '' ? [] : [{ text: safe(`ruled out: ${out}`), quality: 'good' as const }]),
    ...(untested === '' ? [] : [{ text: safe(`not tested: ${untested}`), dim: true }]),
  ];
}

function listed(items: readonly string[], limit: number, quality?: Quality): readonly Piece[] {
  const rest = items.length - limit;
  return [
    ...items.slice(0, limit).map((text) => ({
      text: safe(text),
      ...(quality === undefined ? {} : { quality }),
    })),
    ...(rest > 0 ? [{ text: `… and ${rest} more: run with --verbose to list`, dim: true }] : []),
  ];
}

/** At most three, each with the grade that it leads to and what to write for it. */
function improvementLines(
  { grade }: EndpointSummary,
  pen: Pen,
  verbose: boolean,
): readonly string[] {
  if (grade.improvements.length === 0) return [];
  const steps = grade.improvements.flatMap(({ change, grade: after, snippet }, index) => {
    const label = `  ${index + 1}. `;
    const text = `${safe(change)}  → ${safe(after)}`;
    return [
      ...wrap(text, pen.width - label.length).map((line, row) =>
        row === 0 ? `${label}${line}` : `${' '.repeat(label.length)}${line}`,
      ),
      ...(snippet === undefined ? [] : snippetLines(snippet, pen, { indent: 5, verbose })),
    ];
  });
  return ['', pen.paint('What to change', 'bold'), ...steps];
}

function cutColumns(text: string, room: number): string {
  return columns(text) <= room ? text : `${takeColumns(text, Math.max(0, room - 1))}…`;
}
