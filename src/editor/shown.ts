import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { JudgedFinding } from '../model/decision.ts';
import type { Incomplete } from '../model/incomplete.ts';
import type { RunResult } from '../pipeline/assemble.ts';

/** A finding of an open file, and the run that says so. */
export interface ShownFinding {
  readonly judged: JudgedFinding;
  readonly result: RunResult;
}

/** What one run says of one file. */
export interface FileAnswer {
  /** Of the document when it was asked. */
  readonly version: number;
  readonly found: readonly ShownFinding[];
  readonly incomplete: readonly Incomplete[];
}

/** Takes out of a run what it says of one file; what is fixed, suppressed or waived needs nobody's eye. */
export function answerOf(result: RunResult, path: string, version: number): FileAnswer {
  const { decision, incomplete } = result.report;
  const found = decision.findings
    .filter(({ finding: { location }, effect }) => {
      const isHere = location.path === path && location.endpoint === undefined;
      return isHere && effect !== 'fixed' && effect !== 'suppressed' && effect !== 'waived';
    })
    .map((judged) => ({ judged, result }));
  return { version, found, incomplete: incomplete.filter(({ what }) => what === path) };
}

/** What the whole program says of a file beyond what the file says by itself. */
export interface WholeAnswer {
  /** Findings that only the whole program shows, each with the text of its first line. */
  readonly more: readonly { readonly shown: ShownFinding; readonly line: string }[];
  /** Fingerprints of what the file by itself shows and the program does not. */
  readonly refuted: ReadonlySet<string>;
}

/** Compares what the file by itself and what the whole program says, both of the same text. */
export function compareAnswers(alone: FileAnswer, whole: FileAnswer, text: string): WholeAnswer {
  const lines = text.split('\n');
  const [inFile, inProgram] = [namesOf(alone), namesOf(whole)];
  return {
    more: whole.found
      .filter(({ judged }) => !inFile.has(judged.finding.fingerprint))
      .map((shown) => ({
        shown,
        line: lines[shown.judged.finding.location.region.startLine - 1] ?? '',
      })),
    refuted: new Set([...inFile].filter((name) => !inProgram.has(name))),
  };
}

function namesOf({ found }: FileAnswer): ReadonlySet<string> {
  return new Set(found.map(({ judged }) => judged.finding.fingerprint));
}

/**
 * What is shown of the text as it is now: what it says by itself, without what the program refuted, and what only the program
 * showed, moved to where its line is now. A line that is gone takes its findings with it.
 */
export function findingsNow(
  document: TextDocument,
  alone: FileAnswer,
  whole: WholeAnswer | undefined,
): readonly ShownFinding[] {
  if (whole === undefined) return alone.found;
  const here = namesOf(alone);
  const own = alone.found.filter(({ judged }) => !whole.refuted.has(judged.finding.fingerprint));
  const lines = document.getText().split('\n');
  const more = whole.more.flatMap(({ shown, line }) => {
    if (here.has(shown.judged.finding.fingerprint)) return [];
    const at = nearestLine(lines, line, shown.judged.finding.location.region.startLine - 1);
    return at === undefined ? [] : [movedTo(shown, at + 1)];
  });
  return [...own, ...more];
}

/** The index of the line with this text that lies nearest. */
function nearestLine(lines: readonly string[], text: string, from: number): number | undefined {
  for (let distance = 0; distance < lines.length; distance++) {
    if (lines[from - distance] === text) return from - distance;
    if (lines[from + distance] === text) return from + distance;
  }
  return undefined;
}

function movedTo({ judged, result }: ShownFinding, startLine: number): ShownFinding {
  const { finding } = judged;
  const { region } = finding.location;
  const by = startLine - region.startLine;
  const moved = { ...region, startLine, endLine: region.endLine + by };
  const location = { ...finding.location, region: moved };
  return { judged: { ...judged, finding: { ...finding, location } }, result };
}
