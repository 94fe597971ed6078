import { fileURLToPath } from 'node:url';
import { languageOf } from '../../src/checks/code/languages/all.ts';
import type { CodeRule } from '../../src/checks/code/rules/code-rule.ts';
import { codeRules } from '../../src/checks/code/rules/index.ts';
import { byRule, reportsOnProjects, type RuleOnProjects } from './crater.ts';

export const rulesTablePath: string = fileURLToPath(
  new URL('../../src/checks/code/rules/README.md', import.meta.url),
);

/** The table of the rules with what each says of well-kept projects, and how often that was right. */
export function rulesTable(): string {
  const { projects, reports } = reportsOnProjects();
  const measured = byRule(reports);
  const names: readonly string[] = [...new Set(projects.map(({ language }) => language))];
  return [
    '# Rules of the code check',
    '',
    'Written from the rules and `test/crater/` by `node --import tsx bench/code-crater.ts --text`; a test says when it is old.',
    '',
    `Reports and projects: what the rule says of ${projects.length} well-kept projects (${names.join(', ')}), which are pinned in`,
    '`test/crater/projects.json` ([numbers](../../../../bench/code-crater.md)). Right: of the reports that were judged, mostly',
    'from excerpt and trace, how many a maintainer would want to know of. Where nothing is reported nothing is known of precision.',
    'Every rule begins in `observe`; one that was right in fewer than 4 of 5 judged reports stays there.',
    '',
    '| rule | severity | CWE | OWASP | languages | reports | projects | right |',
    '| --- | --- | --- | --- | --- | ---: | ---: | --- |',
    ...codeRules
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map((rule) => row(rule, measured.get(slugOf(rule)))),
    '',
  ].join('\n');
}

function slugOf({ id }: CodeRule): string {
  return id.slice('code/'.length);
}

function row(rule: CodeRule, measured: RuleOnProjects | undefined): string {
  const { severity, cwe, owasp } = rule;
  const known = [...new Set(rule.examples.hit.map(({ path }) => languageOf(path)?.id ?? 'yaml'))];
  const about = `[${slugOf(rule)}](${slugOf(rule)}.ts) | ${severity} | ${cwe.join(', ')} | ${owasp.join(', ')}`;
  const counts = `${measured?.reports.length ?? 0} | ${measured?.projects ?? 0}`;
  return `| ${about} | ${known.toSorted().join(', ')} | ${counts} | ${precisionOf(measured)} |`;
}

function precisionOf(measured: RuleOnProjects | undefined): string {
  if (measured === undefined) return 'no report';
  const { judged, right } = measured;
  return judged.length === 0 ? 'not judged' : `${right} of ${judged.length}`;
}
