import type { JudgedFinding } from '../model/decision.ts';
import type { RunReport } from '../model/report.ts';
import { twinsIn } from './describe.ts';
import { explainRule } from './explain.ts';
import type { RenderOptions } from './format.ts';
import { ruleGroupLines } from './terminal/findings.ts';
import { createPen } from './terminal/pen.ts';
import { groupByRule } from './view.ts';

/** One finding for whoever is to judge it; with `verbose`, all about its rule too. */
export function findingPage(
  report: RunReport,
  judged: JudgedFinding,
  options: RenderOptions,
): string {
  const pen = createPen(options);
  const twins = twinsIn(report);
  const [group] = groupByRule(report, [judged]);
  if (group === undefined) return '';
  const lines = ruleGroupLines(group, { pen, detail: 'full', verbose: true, twins });
  const about =
    options.verbose && group.rule !== undefined ? `\n${explainRule(group.rule, options)}` : '';
  return `${lines.join('\n')}\n${about}`;
}
