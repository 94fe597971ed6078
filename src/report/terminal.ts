import type { Effect, Outcome } from '../model/decision.ts';
import type { RunReport } from '../model/report.ts';
import { examinedLine, targetLine, twinsIn } from './describe.ts';
import type { Format, RenderOptions } from './format.ts';
import { visible } from './safe-text.ts';
import { countsLine, isNothingExamined, outcomeWord } from './summary.ts';
import { gradeQuality, hasPages, worstEndpointsFirst } from './endpoints.ts';
import { wrap } from './terminal/columns.ts';
import { endpointPage } from './terminal/endpoint-page.ts';
import { endpointTable } from './terminal/endpoint-table.ts';
import { type Detail, ruleGroupLines } from './terminal/findings.ts';
import { forTerminal } from './terminal/for-terminal.ts';
import { createPen, type Pen, type Style } from './terminal/pen.ts';
import { contextLines, incompleteLines, suppressionLines } from './terminal/surroundings.ts';
import { countByEffect, groupByRule, withEffect } from './view.ts';
import { bytes, count, duration, thousands } from './words.ts';

/** For people: what endpoints offer, what blocks, what warns, one line for what is observed, what was not examined, the decision last. */
export const terminal: Format = {
  name: 'terminal',
  description: 'for reading: what blocks, what warns, and the decision',
  render(report, options) {
    const pen = createPen(options);
    const lines = [
      ...endpointLines(report, pen, options),
      ...sectionLines(report, pen, options),
      ...summaryLines(report, pen, options.verbose),
      ...incompleteLines(report, pen, options.verbose),
      ...suppressionLines(report, pen, options.verbose),
      ...contextLines(report, pen, options.verbose),
      '',
      ...decisionLines(report, pen),
    ];
    return forTerminal(lines, options);
  },
};

/** A page each for few endpoints, a table for many. */
function endpointLines(report: RunReport, pen: Pen, { verbose }: RenderOptions): readonly string[] {
  const { endpoints } = report;
  if (endpoints.length === 0) return [];
  const table = endpoints.length > 1 ? endpointTable(endpoints, pen) : [];
  if (!hasPages(report, verbose)) return endpointTable(endpoints, pen);
  const pages = worstEndpointsFirst(endpoints).map((each) => endpointPage(each, pen, verbose));
  const line = pen.paint('─'.repeat(Math.min(pen.width, 120)), 'dim');
  const apart = pages.flatMap((page, index) => (index === 0 ? page : [line, '', ...page]));
  return [...(verbose ? table : []), ...apart];
}

interface Section {
  readonly effect: Effect;
  readonly title: string;
  readonly style: Style;
  readonly detail: Detail;
}

/** In the order of the report; those of `list` only with `--verbose`. */
const sections: readonly Section[] = [
  { effect: 'blocks', title: 'Blocks', style: 'red', detail: 'full' },
  { effect: 'warns', title: 'Warns', style: 'yellow', detail: 'full' },
  { effect: 'existing', title: 'Stood in the baseline', style: 'bold', detail: 'list' },
  { effect: 'observed', title: 'Observed', style: 'bold', detail: 'list' },
  { effect: 'waived', title: 'Waived by the policy', style: 'bold', detail: 'list' },
  { effect: 'suppressed', title: 'Suppressed by comments', style: 'bold', detail: 'list' },
  { effect: 'fixed', title: 'Fixed', style: 'green', detail: 'list' },
];

function sectionLines(report: RunReport, pen: Pen, { verbose }: RenderOptions): readonly string[] {
  const twins = twinsIn(report);
  return sections
    .filter(({ detail }) => verbose || detail === 'full')
    .flatMap(({ effect, title, style, detail }) => {
      const findings = withEffect(report.decision.findings, effect);
      if (findings.length === 0) return [];
      const groups = groupByRule(report, findings).flatMap((group) =>
        ruleGroupLines(group, { pen, detail, verbose, twins }),
      );
      const heading = `${title}: ${count(findings.length, 'finding')}`;
      return [
        ...pen.labelled('', heading, style, 'bold'),
        '',
        ...groups,
        ...(detail === 'list' ? [''] : []),
      ];
    });
}

/** One line for each kind of finding that is not listed. */
function summaryLines({ decision }: RunReport, pen: Pen, verbose: boolean): readonly string[] {
  const counts = countByEffect(decision.findings);
  const observed = withEffect(decision.findings, 'observed');
  const rules = new Set(observed.map(({ finding }) => finding.ruleId)).size;
  const lines = [
    counts.existing > 0 &&
      `${count(counts.existing, 'finding')} stood in the baseline: only new ones count`,
    counts.observed > 0 &&
      `${count(counts.observed, 'observed finding')} in ${count(rules, 'rule')}: run with --verbose to list`,
    counts.waived > 0 && `${count(counts.waived, 'finding')} waived by the policy`,
    counts.fixed > 0 && `${count(counts.fixed, 'finding')} fixed since the baseline`,
  ].filter((line) => line !== false);
  if (verbose || lines.length === 0) return [];
  return [...lines.flatMap((line) => pen.labelled('', line)), ''];
}

const outcomeStyles: Readonly<Record<Outcome, Style>> = {
  pass: 'green',
  warn: 'yellow',
  block: 'red',
  incomplete: 'yellow',
};

/** A green answer below a bad letter needs a word: grades tell, only rules stop. */
function gradeRemark({ decision, endpoints }: RunReport, pen: Pen): readonly string[] {
  const isBad = endpoints.some(({ grade, trust }) => {
    const quality = gradeQuality(grade.letter);
    return quality === 'bad' || quality === 'weak' || trust.quality === 'bad';
  });
  if (decision.outcome !== 'pass' || !isBad) return [];
  const text = 'A grade stops no build: rules do, once the policy lets them warn or block.';
  return pen.labelled('  ', text, 'dim');
}

function decisionLines(report: RunReport, pen: Pen): readonly string[] {
  const { decision, target, timing } = report;
  const word = outcomeWord(report).toUpperCase();
  // Reasons that name findings were shown above, with the findings.
  const reasons = decision.reasons
    .filter(
      ({ outcome, fingerprints }) => outcome === decision.outcome && fingerprints.length === 0,
    )
    .flatMap(({ text }) => pen.labelled('  ', visible(text)));
  const time =
    duration(timing.wallMs) +
    (timing.bytesRead > 0 ? `, ${bytes(timing.bytesRead)} read` : '') +
    (timing.cachedUnits > 0 ? `, ${thousands(timing.cachedUnits)} from the cache` : '');
  const style = isNothingExamined(report) ? 'yellow' : outcomeStyles[decision.outcome];
  const answer = pen.paint(word, style, 'bold');
  const [first = '', ...rest] = wrap(countsLine(report), pen.width - word.length - 2);
  return [
    ...pen.labelled('', targetLine(target), 'bold'),
    ...pen.labelled('', `${examinedLine(report)} in ${time}`),
    ...reasons,
    ...gradeRemark(report, pen),
    `${answer}  ${first}`,
    ...rest.map((line) => `  ${line}`),
  ];
}
