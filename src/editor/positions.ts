import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from 'vscode-languageserver-protocol';
import type { Region } from '../model/location.ts';

/**
 * Where a region of a finding lies in a document. Lines of findings end in a line feed only, those of the protocol also in a
 * carriage return by itself (LSP 3.17, "Text Documents"), so the way leads over offsets. What lies beyond the text is its end.
 */
export function rangeOf(document: TextDocument, region: Region): Range {
  const starts = lineStarts(document.getText());
  const offset = (line: number, column: number): number => {
    const start = starts[line - 1] ?? document.getText().length;
    const next = starts[line] ?? document.getText().length + 1;
    return Math.min(start + Math.max(0, column - 1), next - 1);
  };
  return {
    start: document.positionAt(offset(region.startLine, region.startColumn)),
    end: document.positionAt(offset(region.endLine, region.endColumn)),
  };
}

/** Offsets at which lines begin. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** A place in a file that is not open, as far as its lines are those of the protocol. */
export function rangeIn({ startLine, startColumn, endLine, endColumn }: Region): Range {
  return {
    start: { line: Math.max(0, startLine - 1), character: Math.max(0, startColumn - 1) },
    end: { line: Math.max(0, endLine - 1), character: Math.max(0, endColumn - 1) },
  };
}
