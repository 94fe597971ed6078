import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { repository } from './paths.ts';
import { shellOut } from './shell-out.ts';

const heading = 'Written by `COMMAND`; [README.md](README.md) says what is measured and how.\n';

/** A file of measurements, and what writes it. */
export interface ReportFile {
  readonly name: string;
  readonly title: string;
  readonly command: string;
}

const mainReport: ReportFile = {
  name: 'report.md',
  title: 'Measurements',
  command: 'npm run bench',
};

/** Puts a section (`## title …`) into the report, in place of the one with the same title, else at the end. */
export function writeSection(text: string, report: ReportFile = mainReport): void {
  const file = path.join(repository, 'bench', report.name);
  const sections = new Map([...sectionsOf(readReportFile(file)), ...sectionsOf(text)]);
  const head = `# ${report.title}\n\n${heading.replace('COMMAND', report.command)}`;
  writeFileSync(file, [head, ...sections.values()].join('\n'));
  // Columns as wide as their cells: `npm run check` looks at this file too.
  shellOut(path.join(repository, 'node_modules', '.bin', 'oxfmt'), [file]);
}

function sectionsOf(text: string): readonly (readonly [string, string])[] {
  return text
    .split(/^(?=## )/m)
    .filter((part) => part.startsWith('## '))
    .map((part) => [part.slice(0, part.indexOf('\n')), `${part.trimEnd()}\n`] as const);
}

function readReportFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
