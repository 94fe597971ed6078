import type { Finding } from '../model/finding.ts';
import type { RunResult } from '../pipeline/assemble.ts';
import {
  mendProgram,
  proposedChanges,
  type MendedProgram,
} from '../pipeline/program/mend-program.ts';
import { count } from '../report/words.ts';
import { printable } from './printable.ts';
import type { Shell } from './shell.ts';

export interface MendChoice {
  /** Only show what would be changed. */
  readonly dryRun: boolean;
  /** Examines the target as it is now. */
  readonly again: () => Promise<RunResult>;
}

/** `lockstep code --fix`: makes the changes that findings propose and tells them; the result is of what is left. */
export async function mendCode(
  first: RunResult,
  { dryRun, again }: MendChoice,
  { stdout }: Shell,
): Promise<RunResult> {
  if (dryRun) {
    const proposed = proposedChanges(first.report, first.root);
    stdout.write(
      textOf(
        proposed,
        `would be mended in ${count(proposed.files.length, 'file')}: without --dry-run it is done.`,
      ),
    );
    return first;
  }
  let last = first;
  const mended = await mendProgram(first.report, {
    root: first.root,
    again: async () => {
      last = await again();
      return last.report;
    },
  });
  stdout.write(
    textOf(mended, `mended in ${count(mended.files.length, 'file')}, and not found again.`),
  );
  const left = mended.report.decision.findings.filter(({ effect }) => effect !== 'fixed').length;
  stdout.write(`${count(left, 'finding')} left.\n`);
  return last;
}

function textOf(
  { files, mended, refused }: Pick<MendedProgram, 'files' | 'mended' | 'refused'>,
  done: string,
): string {
  const lines = [
    ...files.map(({ diff }) => diff.trimEnd()),
    mended.length === 0
      ? 'No finding has a safe change.'
      : `${count(mended.length, 'finding')} ${done}`,
    ...mended.map((each) => `  - ${placed(each)}`),
    ...(refused.length === 0 ? [] : ['', 'Not changed:']),
    ...refused.map(({ finding, reason }) => `  - ${placed(finding)}: ${reason}`),
  ];
  return `${lines
    .flatMap((line) => line.split('\n'))
    .map(shown)
    .join('\n')}\n`;
}

/** Tabs of source stay. */
function shown(line: string): string {
  return line.split('\t').map(printable).join('\t');
}

function placed({ ruleId, location: { path, region } }: Finding): string {
  return `${ruleId} at ${path}:${region.startLine}`;
}
