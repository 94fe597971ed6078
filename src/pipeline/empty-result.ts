import { fileClasses, type FileClass } from '../model/file.ts';
import type { FileResult } from './unit.ts';

const nothing = { findings: [], incomplete: [], suppressions: [], badSuppressions: [] } as const;

const emptyResults = new Map(
  fileClasses.map((fileClass): [FileClass, FileResult] => [fileClass, { fileClass, ...nothing }]),
);

/** The one result of all files of this class of which there is nothing to say. */
export function emptyResult(fileClass: FileClass): FileResult {
  return emptyResults.get(fileClass) ?? { fileClass, ...nothing };
}

export function saysNothing(result: FileResult): boolean {
  const { findings, incomplete, suppressions, badSuppressions } = result;
  return findings.length + incomplete.length + suppressions.length + badSuppressions.length === 0;
}
