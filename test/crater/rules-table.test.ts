import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { codeRules } from '../../src/checks/code/rules/index.ts';
import { byRule, judgedReports, keyOf, projectsPinned, reportsOnProjects } from './crater.ts';
import { rulesTable, rulesTablePath } from './rules-table.ts';

/** Chosen: of fewer verdicts nobody can tell. */
const FEWEST = 5;
const LEAST_PRECISION = 0.8;
const projects = new Set(
  projectsPinned().map(({ repository }) => repository.split('/').slice(-2).join('/')),
);

describe('the table of the rules of the code check', () => {
  it('is what rules, reports and verdicts say (node --import tsx bench/code-crater.ts --text)', () => {
    assert.equal(
      withoutPadding(readFileSync(rulesTablePath, 'utf8')),
      withoutPadding(rulesTable()),
    );
  });

  it('has verdicts on rules and projects that there are, one a report, each with its reason', () => {
    const rules = new Set(codeRules.map(({ id }) => id.slice('code/'.length)));
    const judged = judgedReports();
    assert.equal(new Set(judged.map((each) => keyOf(each))).size, judged.length);
    for (const each of judged) {
      assert.ok(rules.has(each.rule), keyOf(each));
      assert.ok(projects.has(each.project), keyOf(each));
      assert.ok(each.why.length > 10, keyOf(each));
    }
  });

  it('has no rule that is sure of itself and often wrong in several programs', () => {
    const { reports } = reportsOnProjects();
    const sure = byRule(reports.filter(({ confidence }) => confidence !== 'low'));
    for (const [rule, { projects: of, judged, right }] of sure) {
      const isWrong = judged.length >= FEWEST && right < LEAST_PRECISION * judged.length;
      assert.ok(!isWrong || of === 1, rule);
    }
  });

  it('rests on ten projects of each language', () => {
    for (const language of ['javascript', 'python', 'java', 'go']) {
      const of = projectsPinned().filter((each) => each.language === language);
      assert.ok(of.length >= 10, language);
    }
  });
});

/** The formatter widens the columns of tables. */
function withoutPadding(text: string): string {
  return text.replaceAll(/ +/gu, ' ').replaceAll(/-{3,}/gu, '---');
}
