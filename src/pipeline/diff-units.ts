import type { DiffFile } from '../collect/diff-input.ts';
import type { Region } from '../model/location.ts';
import type { FileResult } from './unit.ts';
import type { Planned } from './planned.ts';

/** The lines of one file of a diff, joined to a text that can be examined, and the way back to its true lines. */
export interface DiffText {
  readonly planned: Planned;
  /** For each line of the text: its number in the new file and whether the diff adds it; undefined between hunks. */
  readonly lines: readonly ({ readonly number: number; readonly added: boolean } | undefined)[];
}

/** A file's hunks with one empty line between them, so that nothing reads across a gap. */
export function textOfDiff(file: DiffFile): DiffText {
  let previous: number | undefined;
  const mapped: DiffText['lines'][number][] = [];
  const texts: string[] = [];
  for (const line of file.lines) {
    if (previous !== undefined && line.line !== previous + 1) {
      texts.push('');
      mapped.push(undefined);
    }
    previous = line.line;
    texts.push(line.text);
    mapped.push({ number: line.line, added: line.added });
  }
  const bytes = Buffer.from(`${texts.join('\n')}\n`);
  const content = { kind: 'bytes', bytes: new Uint8Array(bytes) } as const;
  const planned = {
    key: file.path,
    path: file.path,
    sizeBytes: bytes.byteLength,
    stamp: '',
    content,
  };
  return { planned, lines: mapped };
}

/** Puts findings and suppressions back on their true lines and keeps only findings that touch an added line. */
export function backToFile(result: FileResult, text: DiffText): FileResult {
  const number = (line: number): number => lineBack(line, text);
  return {
    ...result,
    findings: result.findings
      .filter(({ location }) => touchesAdded(location.region, text))
      .map((finding) => ({
        ...finding,
        location: { ...finding.location, region: regionBack(finding.location.region, text) },
      })),
    suppressions: result.suppressions.map((found) => ({ ...found, line: number(found.line) })),
    badSuppressions: result.badSuppressions.map((found) => ({
      ...found,
      line: number(found.line),
    })),
  };
}

/** Whether the diff adds any line of the region. */
export function touchesAdded({ startLine, endLine }: Region, { lines }: DiffText): boolean {
  return lines.slice(startLine - 1, endLine).some((line) => line?.added === true);
}

/** The region on its true lines. */
export function regionBack(region: Region, text: DiffText): Region {
  const { startLine, endLine } = region;
  return { ...region, startLine: lineBack(startLine, text), endLine: lineBack(endLine, text) };
}

function lineBack(line: number, { lines }: DiffText): number {
  return lines[line - 1]?.number ?? line;
}
