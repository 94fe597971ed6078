import {
  byRule,
  judgedOf,
  type Measured,
  type Project,
  type Reported,
  type Reports,
} from '../test/crater/crater.ts';

/** `code-crater.md`. */
export function craterText(pinned: readonly Project[], { projects, reports }: Reports): string {
  const lines = linesOf(projects);
  const telling = reports.filter(({ confidence }) => confidence !== 'low');
  return [
    '# The code check on well-kept projects',
    '',
    'Written by `node --import tsx bench/code-crater.ts`. Projects and commits are pinned in `test/crater/projects.json`;',
    'tests are left out, as by default. `test/crater/judged.json` has verdicts as a maintainer would give them: right is what',
    'he would change. They were given to groups of like reports from excerpts and traces, at one sitting; for about forty',
    'places the code around was read. Nothing was asked of the projects themselves. These numbers come from runs of single',
    'projects in one hour in which rules still changed: eight Python projects were last examined before the newest rules.',
    '',
    `${reports.length} reports on ${lines} lines of ${projects.length} projects: ${rate(reports, lines)} per 1,000 lines;`,
    `without those of low confidence ${telling.length}: ${rate(telling, lines)} per 1,000 lines.`,
    '',
    ...languagesText(projects, reports),
    '',
    '## Projects',
    '',
    '| project | commit | language | lines | reports | of low confidence | per 1,000 lines | files not examined |',
    '| --- | --- | --- | ---: | ---: | ---: | ---: | ---: |',
    ...projects.map((each) => projectRow(each, pinned, reports)),
    '',
    '## Rules',
    '',
    'Precision is the share of right ones among the reports that were judged.',
    '',
    '| rule | reports | of low confidence | per 1,000 lines | projects | judged | right | precision |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...ruleRows(reports, lines),
    '',
    '## What was judged',
    '',
    '| verdict | rule | project | place | why |',
    '| --- | --- | --- | --- | --- |',
    ...verdictRows(reports),
    '',
  ].join('\n');
}

function linesOf(projects: readonly Measured[]): number {
  return projects.reduce((sum, each) => sum + each.lines, 0);
}

function languagesText(
  projects: readonly Measured[],
  reports: readonly Reported[],
): readonly string[] {
  const rows = [...new Set(projects.map(({ language }) => language))].map((language) => {
    const of = projects.filter((each) => each.language === language);
    const names = new Set(of.map(({ project }) => project));
    const said = reports.filter(({ project }) => names.has(project));
    const lines = linesOf(of);
    return `| ${language} | ${of.length} | ${lines} | ${said.length} | ${low(said)} | ${rate(said, lines)} |`;
  });
  return [
    '| language | projects | lines | reports | of low confidence | per 1,000 lines |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
  ];
}

function projectRow(
  { project, language, lines, incomplete }: Measured,
  pinned: readonly Project[],
  reports: readonly Reported[],
): string {
  const { repository = '', commit = '' } =
    pinned.find((each) => each.repository.endsWith(`/${project}`)) ?? {};
  const said = reports.filter((each) => each.project === project);
  const place = `[${project}](${repository}) | \`${commit.slice(0, 10)}\` | ${language}`;
  return `| ${place} | ${lines} | ${said.length} | ${low(said)} | ${rate(said, lines)} | ${incomplete} |`;
}

function ruleRows(reports: readonly Reported[], lines: number): readonly string[] {
  return [...byRule(reports)].map(([rule, { reports: said, projects, judged, right }]) => {
    const share = judged.length === 0 ? '' : `${Math.round((100 * right) / judged.length)} %`;
    const counts = `${said.length} | ${low(said)} | ${rate(said, lines)} | ${projects}`;
    return `| ${rule} | ${counts} | ${judged.length} | ${right} | ${share} |`;
  });
}

function verdictRows(reports: readonly Reported[]): readonly string[] {
  return judgedOf(reports)
    .map(({ project, rule, path, line, right, why }) => {
      return `| ${right ? 'right' : 'wrong'} | ${rule} | ${project} | ${path}:${line} | ${why} |`;
    })
    .toSorted();
}

function low(reports: readonly Reported[]): number {
  return reports.filter(({ confidence }) => confidence === 'low').length;
}

function rate(reports: readonly Reported[], lines: number): string {
  return lines === 0 ? '' : ((1000 * reports.length) / lines).toFixed(3);
}
