import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { repository } from './paths.ts';
import { shellOut } from './shell-out.ts';

const file = path.join(repository, 'bench', 'report.md');
const heading =
  '# Measurements\n\nWritten by `npm run bench`; [README.md](README.md) says what is measured and how.\n';

/** Puts a section (`## title …`) into the report, in place of the one with the same title, else at the end. */
export function writeSection(text: string): void {
  const sections = new Map([...sectionsOf(readReportFile()), ...sectionsOf(text)]);
  writeFileSync(file, [heading, ...sections.values()].join('\n'));
  // Columns as wide as their cells: `npm run check` looks at this file too.
  shellOut(path.join(repository, 'node_modules', '.bin', 'oxfmt'), [file]);
}

function sectionsOf(text: string): readonly (readonly [string, string])[] {
  return text
    .split(/^(?=## )/m)
    .filter((part) => part.startsWith('## '))
    .map((part) => [part.slice(0, part.indexOf('\n')), `${part.trimEnd()}\n`] as const);
}

function readReportFile(): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
