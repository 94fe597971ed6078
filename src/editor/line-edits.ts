import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from 'vscode-languageserver-protocol';
import type { LineChange } from '../model/line-changes.ts';
import { lineStarts } from './positions.ts';

/**
 * A proposed change as edits of the document as it is now; undefined where a line is not the one that the change replaces. Ends of
 * lines stay those of the document.
 */
export function editsOf(
  document: TextDocument,
  changes: readonly LineChange[],
): readonly TextEdit[] | undefined {
  const text = document.getText();
  const starts = lineStarts(text);
  const eol = /\r?\n/u.exec(text)?.[0] ?? '\n';
  const edits: TextEdit[] = [];
  for (const { line, removed, added } of changes) {
    const start = starts[line - 1];
    if (start === undefined) return undefined;
    const isThere = removed.every((each, at) => lineAt(text, starts, line - 1 + at) === bare(each));
    if (!isThere) return undefined;
    const end = starts[line - 1 + removed.length] ?? text.length;
    const isLast = removed.length > 0 && starts[line - 1 + removed.length] === undefined;
    const newText = added.map(
      (each, at) => bare(each) + (isLast && at === added.length - 1 ? '' : eol),
    );
    edits.push({
      range: { start: document.positionAt(start), end: document.positionAt(end) },
      newText: newText.join(''),
    });
  }
  return edits;
}

function lineAt(text: string, starts: readonly number[], index: number): string | undefined {
  const start = starts[index];
  if (start === undefined) return undefined;
  const next = starts[index + 1];
  return bare(text.slice(start, next === undefined ? text.length : next - 1));
}

function bare(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
