/**
 * What the code check says of real projects that are well kept: fetches those of `test/crater/projects.json` at their
 * commits into the folder that LOCKSTEP_CRATER names, examines each, and writes `test/crater/reports.json`,
 * `code-crater.md` and the table of rules. `-- flask gin` looks at those only and writes nothing; `--text` writes the
 * texts anew from what was measured. A project that cannot be fetched or examined is named and left out, and the exit
 * code is 1.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { languageOf } from '../src/checks/code/languages/all.ts';
import { isExamplePath, isTestPath } from '../src/checks/code/test-path.ts';
import {
  craterPath,
  projectsPinned,
  reportsOnProjects,
  type Measured,
  type Project,
  type Reported,
} from '../test/crater/crater.ts';
import { rulesTable, rulesTablePath } from '../test/crater/rules-table.ts';
import { craterText } from './code-crater-text.ts';
import { examineCode } from './code-run.ts';
import { corpora, repository } from './paths.ts';
import { shellOut } from './shell-out.ts';

const folder = path.resolve(process.env['LOCKSTEP_CRATER'] ?? path.join(corpora, 'crater'));
const wanted = process.argv.slice(2);

if (wanted[0] === '--text') writeTexts();
else examineAll();

function examineAll(): void {
  const measured: Measured[] = [];
  const reports: Reported[] = [];
  for (const project of projectsPinned()) {
    const name = nameOf(project);
    if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
    try {
      const examined = examine(project, name);
      measured.push(examined.measured);
      reports.push(...examined.reports);
    } catch (error) {
      process.stderr.write(`${name} is left out: ${String(error)}\n`);
      process.exitCode = 1;
    }
  }
  if (wanted.length > 0) return;
  const text = JSON.stringify({ projects: measured, reports }, undefined, 2);
  writeFileSync(craterPath('reports.json'), `${text}\n`);
  writeTexts();
}

function writeTexts(): void {
  const text = craterText(projectsPinned(), reportsOnProjects());
  writeFileSync(path.join(repository, 'bench', 'code-crater.md'), text);
  writeFileSync(rulesTablePath, rulesTable());
}

function nameOf({ repository: url }: Project): string {
  return url.split('/').slice(-2).join('/');
}

interface Examined {
  readonly measured: Measured;
  readonly reports: readonly Reported[];
}

/** Throws when it cannot be fetched, or the check fails. */
function examine(project: Project, name: string): Examined {
  const root = obtain(project, name);
  const { findings, incomplete } = examineCode(root);
  const lines = countLines(root);
  process.stdout.write(`${name}: ${lines} lines, ${findings.length} reports\n`);
  for (const { rule, path: file, line, excerpt } of wanted.length > 0 ? findings : []) {
    process.stdout.write(`  ${rule} ${file}:${line}  ${excerpt}\n`);
  }
  return {
    measured: { project: name, language: project.language, lines, incomplete },
    reports: findings.map(({ rule, path: file, line, confidence }) => {
      return { project: name, rule: rule.slice('code/'.length), path: file, line, confidence };
    }),
  };
}

/** The folder of its work tree. */
function obtain({ repository: url, commit }: Project, name: string): string {
  const root = path.join(folder, name.replace('/', '+'));
  if (existsSync(root)) return root;
  const part = `${root}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  try {
    shellOut('git', ['init', '--quiet', part]);
    shellOut('git', ['-C', part, 'fetch', '--quiet', '--depth', '1', url, commit]);
    shellOut('git', ['-C', part, 'checkout', '--quiet', commit]);
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    throw new Error('could not be fetched', { cause: error });
  }
  shellOut('mv', [part, root]);
  return root;
}

/** Lines of what the check examines: sources that are no tests. */
function countLines(root: string): number {
  const files = shellOut('git', ['-C', root, 'ls-files', '-z']).split('\0');
  return files
    .filter((file) => languageOf(file) !== undefined && !isTestPath(file) && !isExamplePath(file))
    .map((file) => path.join(root, file))
    .filter((file) => existsSync(file))
    .reduce((sum, file) => sum + readFileSync(file, 'latin1').split('\n').length, 0);
}
