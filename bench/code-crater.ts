/**
 * What the code check says of real projects that are well kept: fetches those of `test/crater/projects.json` at their
 * commits into the folder that LOCKSTEP_CRATER names, examines each, and writes `code-crater.md`. `-- flask gin` looks at
 * those only and writes nothing. What cannot be fetched is named and left out.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { languageOf } from '../src/checks/code/languages/all.ts';
import { isTestPath } from '../src/checks/code/test-path.ts';
import { examineCode, type CodeFinding } from './code-run.ts';
import { corpora, repository } from './paths.ts';
import { shellOut } from './shell-out.ts';

interface Project {
  readonly repository: string;
  readonly commit: string;
  readonly licence: string;
  readonly language: string;
}

/** What somebody who read the code says of one report. */
interface Judged {
  readonly project: string;
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly right: boolean;
  readonly why: string;
}

interface Examined {
  readonly project: Project;
  readonly name: string;
  readonly lines: number;
  readonly incomplete: number;
  readonly findings: readonly CodeFinding[];
}

const folder = path.resolve(process.env['LOCKSTEP_CRATER'] ?? path.join(corpora, 'crater'));
const reportFile = path.join(repository, 'bench', 'code-crater.md');
// oxlint-disable-next-line no-unsafe-type-assertion -- written by hand beside this bench
const projects = readList('projects.json') as readonly Project[];
// oxlint-disable-next-line no-unsafe-type-assertion -- the same
const judged = readList('judged.json') as readonly Judged[];
const wanted = process.argv.slice(2);

const examined: Examined[] = [];
for (const project of projects) {
  const name = nameOf(project);
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
  const root = obtain(project, name);
  if (root === undefined) continue;
  const { findings, incomplete } = examineCode(root);
  const lines = countLines(root);
  examined.push({ project, name, lines, incomplete, findings });
  process.stdout.write(`${name}: ${lines} lines, ${findings.length} reports\n`);
  for (const { rule, path: file, line, excerpt } of wanted.length > 0 ? findings : []) {
    process.stdout.write(`  ${rule} ${file}:${line}  ${excerpt}\n`);
  }
}
if (wanted.length === 0) writeFileSync(reportFile, reportText());

function readList(name: string): unknown {
  return JSON.parse(readFileSync(path.join(repository, 'test', 'crater', name), 'utf8'));
}

function nameOf({ repository: url }: Project): string {
  return url.split('/').slice(-2).join('/');
}

/** The folder of its work tree; undefined when it is not there and could not be fetched. */
function obtain({ repository: url, commit }: Project, name: string): string | undefined {
  const root = path.join(folder, name.replace('/', '+'));
  if (existsSync(root)) return root;
  const part = `${root}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  try {
    shellOut('git', ['init', '--quiet', part]);
    shellOut('git', ['-C', part, 'fetch', '--quiet', '--depth', '1', url, commit]);
    shellOut('git', ['-C', part, 'checkout', '--quiet', commit]);
  } catch {
    process.stderr.write(`${name} could not be fetched and is left out\n`);
    rmSync(part, { recursive: true, force: true });
    return undefined;
  }
  shellOut('mv', [part, root]);
  return root;
}

/** Lines of what the check examines: sources that are no tests. */
function countLines(root: string): number {
  const files = shellOut('git', ['-C', root, 'ls-files', '-z']).split('\0');
  return files
    .filter((file) => languageOf(file) !== undefined && !isTestPath(file))
    .map((file) => path.join(root, file))
    .filter((file) => existsSync(file))
    .reduce((sum, file) => sum + readFileSync(file, 'latin1').split('\n').length, 0);
}

function reportText(): string {
  const lines = examined.reduce((sum, each) => sum + each.lines, 0);
  const reports = examined.flatMap(({ findings }) => findings).length;
  return [
    '# The code check on well-kept projects',
    '',
    'Written by `node --import tsx bench/code-crater.ts`. Projects and commits are pinned in `test/crater/projects.json`;',
    'tests are left out, as by default. `test/crater/judged.json` has what people who read the code said of single reports.',
    '',
    `${reports} reports on ${lines} lines: ${perThousand(reports, lines)} per 1,000 lines.`,
    '',
    ...languagesText(),
    '## Projects',
    '',
    '| project | commit | language | lines | reports | per 1,000 lines | files not examined |',
    '| --- | --- | --- | ---: | ---: | ---: | ---: |',
    ...examined.map(projectRow),
    '',
    '## Rules',
    '',
    'Precision is the share of right ones among the reports that were judged.',
    '',
    '| rule | reports | per 1,000 lines | projects | judged | right | precision |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...ruleRows(lines),
    '',
    ...wrongText(),
  ].join('\n');
}

function languagesText(): readonly string[] {
  const rows = [...new Set(projects.map(({ language }) => language))].map((language) => {
    const of = examined.filter(({ project }) => project.language === language);
    const lines = of.reduce((sum, each) => sum + each.lines, 0);
    const reports = of.flatMap(({ findings }) => findings).length;
    return `| ${language} | ${of.length} | ${lines} | ${reports} | ${perThousand(reports, lines)} |`;
  });
  return [
    '| language | projects | lines | reports | per 1,000 lines |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
  ];
}

function projectRow({ project, name, lines, incomplete, findings }: Examined): string {
  const link = `[${name}](${project.repository})`;
  const commit = project.commit.slice(0, 10);
  const rate = perThousand(findings.length, lines);
  return `| ${link} | \`${commit}\` | ${project.language} | ${lines} | ${findings.length} | ${rate} | ${incomplete} |`;
}

function ruleRows(lines: number): readonly string[] {
  const rules = new Map<string, Examined[]>();
  for (const each of examined) {
    for (const { rule } of each.findings) rules.set(rule, [...(rules.get(rule) ?? []), each]);
  }
  return [...rules]
    .toSorted(([a, of], [b, others]) => others.length - of.length || a.localeCompare(b))
    .map(([rule, of]) => {
      const read = judgedNow().filter((each) => each.rule === rule);
      const right = read.filter((each) => each.right).length;
      const precision = read.length === 0 ? '' : `${Math.round((100 * right) / read.length)} %`;
      const rate = perThousand(of.length, lines);
      return `| ${rule} | ${of.length} | ${rate} | ${new Set(of).size} | ${read.length} | ${right} | ${precision} |`;
    });
}

/** Verdicts on what is still reported. */
function judgedNow(): readonly Judged[] {
  const reported = new Set(
    examined.flatMap(({ name, findings }) =>
      findings.map(({ rule, path: file, line }) => `${name} ${rule} ${file}:${line}`),
    ),
  );
  return judged.filter((each) =>
    reported.has(`${each.project} ${each.rule} ${each.path}:${each.line}`),
  );
}

function wrongText(): readonly string[] {
  const rows = judgedNow().map(
    ({ project, rule, path: file, line, right, why }) =>
      `| ${right ? 'right' : 'wrong'} | ${rule} | ${project} | ${file}:${line} | ${why} |`,
  );
  return [
    '## What was judged',
    '',
    '| verdict | rule | project | place | why |',
    '| --- | --- | --- | --- | --- |',
    ...rows.toSorted(),
    '',
  ];
}

function perThousand(reports: number, lines: number): string {
  return lines === 0 ? '' : ((1000 * reports) / lines).toFixed(3);
}
