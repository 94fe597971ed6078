import type { Span } from '../../ir/ir.ts';

/**
 * Lines from the one that begins the statement around `at` to the one that ends it, as far as indentation tells; where
 * one was cut there before, the statement around that one. Undefined: there is none.
 */
export function statementAround(
  text: string,
  at: number,
  before: readonly Span[],
): Span | undefined {
  const earlier = before.findLast(({ start, end }) => at >= start - 1 && at <= end + 1);
  let start = lineStart(text, earlier?.start ?? Math.min(at, text.length));
  const isOuter = earlier !== undefined;
  if (isOuter && start === 0) return undefined;
  const limit = indentOf(text, start);
  // Up to a line with less indentation: the one that continues here, or that opens the block.
  while (start > 0 && (isOuter ? indentOf(text, start) >= limit : continues(text, start))) {
    start = lineStart(text, start - 1);
  }
  return { start, end: endOf(text, start, Math.max(at, earlier?.end ?? 0)) };
}

/** Sections of a file: each begins with a line without indentation that does not close what is above. */
export function sectionsOf(text: string): readonly Span[] {
  const starts = [0];
  for (let at = text.indexOf('\n') + 1; at > 0; at = text.indexOf('\n', at) + 1) {
    if (/[^\s)\]}*/.]/u.test(text.charAt(at)) || text.startsWith('/*', at)) starts.push(at);
  }
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
}

/** Spaces for everything but line ends: all other places stay what they are. */
export function blanked(text: string, { start, end }: Span): string {
  return (
    text.slice(0, start) + text.slice(start, end).replaceAll(/[^\r\n]/gu, spaces) + text.slice(end)
  );
}

/** As many as the character has code units. */
function spaces(character: string): string {
  return character.length === 1 ? ' ' : '  ';
}

function lineStart(text: string, at: number): number {
  return at <= 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

/** Columns before the first character; of an empty line more than any. */
function indentOf(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at >= text.length || text[at] === '\n' || text[at] === '\r' ? Infinity : at - start;
}

/** The line goes on with what the one above began: it is indented, and that one neither ends a statement nor opens a block. */
function continues(text: string, start: number): boolean {
  const above = text.slice(lineStart(text, start - 1), start).trimEnd();
  return indentOf(text, start) > 0 && above !== '' && !/[;{}]$/u.test(above);
}

/** To the first line behind `from` that is indented no more than the first one, and with it where it only closes. */
function endOf(text: string, start: number, from: number): number {
  const limit = indentOf(text, start);
  let end = lineEnd(text, from);
  while (end < text.length) {
    const next = end + 1;
    const indent = indentOf(text, next);
    const isClosing = /[)\]}]/u.test(text.charAt(next + (indent === Infinity ? 0 : indent)));
    if (indent !== Infinity && (indent < limit || (indent === limit && !isClosing))) break;
    end = lineEnd(text, next);
    if (indent === limit) break;
  }
  return end;
}
