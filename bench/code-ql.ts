/**
 * Scores the code check on the security tests that Semmle published for their JavaScript queries in 2021 (MIT):
 * `LOCKSTEP_QL=<checkout> node --import tsx bench/code-ql.ts`, which writes code-ql.md. Lines there carry `// NOT OK` or
 * `// OK` (or `BAD`, `GOOD`), what their query should say of that line; a folder is about one query or a few. Counted are
 * lines that a finding of the folder's rules covers. `--wrong <folder>` lists the lines that went wrong.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { analyse } from '../src/checks/code/engine/analyse.ts';
import { languageOf } from '../src/checks/code/languages/all.ts';
import { knowledgeOf } from '../src/checks/code/models/knowledge.ts';
import { rulesOfFolders } from './code-ql-rules.ts';
import { repository } from './paths.ts';

interface Line {
  readonly folder: string;
  readonly path: string;
  readonly number: number;
  readonly isReal: boolean;
  readonly text: string;
}

interface Counted {
  readonly real: number;
  readonly found: number;
  readonly unreal: number;
  readonly falsely: number;
}

const root = path.join(process.env['LOCKSTEP_QL'] ?? '', 'javascript/ql/test/query-tests/Security');
const GOAL = { found: 0.6, falsely: 0.1 };
/** Chosen: a longer finding is a whole handler. */
const MAX_LINES = 12;
/** A label ends the line, or stands alone above it. */
const LABEL = /(?:\/\/|\/\*|<!--|#)\s*(?<label>NOT OK|OK|BAD|GOOD)\b/u;

const { values: options } = parseArgs({ options: { wrong: { type: 'string' } } });

if (!existsSync(root)) throw new Error('LOCKSTEP_QL names no checkout of Semmle/ql');
const files = filesBelow(root);
const reported = reportedIn(files);
const lines = [...files].flatMap(([name, text]) => labelled(name, text));
const isReported = (line: Line): boolean =>
  (rulesOfFolders[line.folder] ?? []).some((rule) =>
    reported.has(`${line.path}:${line.number} ${rule}`),
  );
if (options.wrong === undefined) {
  writeFileSync(path.join(repository, 'bench', 'code-ql.md'), report());
} else {
  for (const line of lines) {
    if (!line.folder.startsWith(options.wrong) || isReported(line) === line.isReal) continue;
    print(`${line.isReal ? 'missed' : 'false '} ${line.path}:${line.number} ${line.text.trim()}`);
  }
}

function filesBelow(folder: string): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && languageOf(entry.name) !== undefined)
      .map((entry) => path.join(entry.parentPath, entry.name))
      .toSorted()
      .map((full) => [path.relative(folder, full), readFileSync(full, 'utf8')]),
  );
}

/** The folder of the query: the nearest one that names a query. */
function folderOf(name: string): string {
  return nearest(name, (folder) =>
    readdirSync(folder).some((each) => each.endsWith('.qlref') || each.endsWith('.ql')),
  );
}

/** A program: the files of a query, or a folder among them with all below it. */
function programOf(name: string): string {
  const query = folderOf(name);
  const [inner, ...more] = path.relative(query, name).split(path.sep);
  return more.length === 0 ? query : path.join(query, inner ?? '');
}

function nearest(name: string, holds: (folder: string) => boolean): string {
  let at = path.dirname(name);
  while (at !== '.' && !holds(path.join(root, at))) at = path.dirname(at);
  return at;
}

/** `path:line rule` of every line of a finding; of a long one only the first. */
function reportedIn(all: ReadonlyMap<string, string>): ReadonlySet<string> {
  const found = new Set<string>();
  const names = [...all.keys()];
  for (const program of new Set(names.map(programOf))) {
    const own = names.filter((name) => programOf(name) === program);
    const modules = own.flatMap((name) => {
      const language = languageOf(name);
      return language === undefined ? [] : [language.lower(name, all.get(name) ?? '').module];
    });
    for (const { rule, sink } of analyse(modules, knowledgeOf(), { aliases: [] }).flows) {
      const text = all.get(sink.path) ?? '';
      const [first, last] = [lineOf(text, sink.start), lineOf(text, sink.end)];
      const end = last - first < MAX_LINES ? last : first;
      for (let line = first; line <= end; line++) found.add(`${sink.path}:${line} ${rule}`);
    }
  }
  return found;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function labelled(name: string, text: string): readonly Line[] {
  const all = text.split('\n');
  return all.flatMap((each, index): readonly Line[] => {
    const found = LABEL.exec(each);
    const label = found?.groups?.['label'];
    if (label === undefined) return [];
    const at = each.slice(0, found?.index).trim() === '' ? nextCode(all, index) : index;
    const isReal = label === 'NOT OK' || label === 'BAD';
    return [{ folder: folderOf(name), path: name, number: at + 1, isReal, text: all[at] ?? '' }];
  });
}

function nextCode(all: readonly string[], from: number): number {
  const next = all.findIndex(
    (each, index) => index > from && !/^\s*(?:$|\/\/|\*|\/\*)/u.test(each),
  );
  return next === -1 ? from : next;
}

function report(): string {
  const folders = [...new Set(lines.map(({ folder }) => folder))].toSorted();
  const total = count(lines);
  const [found, falsely] = [total.found / total.real, total.falsely / total.unreal];
  const isMet = found >= GOAL.found && falsely <= GOAL.falsely;
  return [
    '# The code check on the security tests of Semmle/ql',
    '',
    'JavaScript, 2021. Of the lines that a test calls wrong the share that is reported at that very line, and of those that it calls right. They are a development set: models were written with these folders in view, and what is found elsewhere is another question.',
    '',
    '| folder | wrong | reported | share | right | reported | share |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...folders.map((folder) => row(folder, count(lines.filter((each) => each.folder === folder)))),
    row('**all**', total),
    '',
    `- ${isMet ? 'met' : '**missed**'}: at least ${percent(GOAL.found)} of the wrong lines, at most ${percent(GOAL.falsely)} of the right ones`,
    '',
  ].join('\n');
}

function count(some: readonly Line[]): Counted {
  const real = some.filter(({ isReal }) => isReal);
  const unreal = some.filter(({ isReal }) => !isReal);
  return {
    real: real.length,
    found: real.filter(isReported).length,
    unreal: unreal.length,
    falsely: unreal.filter(isReported).length,
  };
}

function row(folder: string, { real, found, unreal, falsely }: Counted): string {
  const cells = [folder, real, found, share(found, real), unreal, falsely, share(falsely, unreal)];
  return `| ${cells.join(' | ')} |`;
}

function share(part: number, whole: number): string {
  return whole === 0 ? '' : percent(part / whole);
}

function percent(value: number): string {
  return `${(value * 100).toFixed(0)} %`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
