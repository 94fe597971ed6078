import type { JudgedFinding } from '../model/decision.ts';
import type { RunReport } from '../model/report.ts';
import { evidenceClaims, examinedCount, place, snippetsOf } from './describe.ts';
import type { Format } from './format.ts';
import { markup } from './safe-text.ts';
import { forPlatform, order, ruleIndex } from './view.ts';

/**
 * JUnit XML as Jenkins reads it (jenkinsci/xunit-plugin, junit-10.xsd): one suite a check, one test case a finding. Only
 * what blocks fails; what warns passes and says so; what stood in the baseline or is observed is skipped; what could not
 * be examined is an error.
 */
export const junit: Format = {
  name: 'junit',
  description: 'JUnit XML: what blocks fails, what was not examined is an error',
  render(report, options) {
    const suites = suiteIds(report).map((id, index) =>
      suite(report, id, { ...options, first: index === 0 }),
    );
    const total = (key: 'tests' | 'failures' | 'errors'): number =>
      suites.reduce((sum, each) => sum + each[key], 0);
    const time = seconds(report.timing.wallMs);
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites name="lockstep" tests="${total('tests')}" failures="${total('failures')}" ` +
        `errors="${total('errors')}" time="${time}">`,
      ...suites.map(({ xml }) => xml),
      '</testsuites>',
      '',
    ].join('\n');
  },
};

/** Lines of one snippet. */
const maxSnippetLines = 20;

interface Suite {
  readonly xml: string;
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
}

/** The checks that ran and whatever else has a finding or an incomplete: nothing may be missing here. */
function suiteIds({ checks, decision, incomplete }: RunReport): readonly string[] {
  const ids = new Set([
    ...checks.map(({ id }) => id),
    ...decision.findings.map(({ finding }) => finding.checkId).toSorted(order),
    ...incomplete.map(({ checkId }) => checkId).toSorted(order),
  ]);
  ids.delete('*');
  return ids.size === 0 ? ['lockstep'] : [...ids];
}

interface SuiteOptions {
  readonly verbose: boolean;
  /** What concerns all checks is told in the first suite only. */
  readonly first: boolean;
}

function suite(report: RunReport, checkId: string, options: SuiteOptions): Suite {
  const rules = ruleIndex(report);
  const findings = forPlatform(report, options).filter(
    ({ finding }) => finding.checkId === checkId,
  );
  const missed = report.incomplete.filter(
    (each) => each.checkId === checkId || (each.checkId === '*' && options.first),
  );
  const check = report.checks.find(({ id }) => id === checkId);
  const examined = examinedCount(check?.units ?? 0, check?.endpoints ?? 0);
  const cases = [
    ...findings.map((judged) => testCase(judged, rules.get(judged.finding.ruleId)?.fix)),
    ...missed.map(
      ({ what, reason, detail }) =>
        `    <testcase classname="${markup(checkId)}" name="${markup(what)}">\n` +
        `      <error type="${reason}" message="${markup(detail)}"/>\n    </testcase>`,
    ),
    `    <testcase classname="${markup(checkId)}" name="${examined} examined"/>`,
  ];
  const skipped = findings.filter(({ effect }) => isSkipped(effect)).length;
  const failures = findings.filter(({ effect }) => effect === 'blocks').length;
  const head =
    `  <testsuite name="${markup(checkId)}" tests="${cases.length}" failures="${failures}" ` +
    `errors="${missed.length}" skipped="${skipped}" timestamp="${markup(report.now)}">`;
  const properties =
    '    <properties>\n' +
    `      <property name="outcome" value="${report.decision.outcome}"/>\n` +
    `      <property name="policy" value="${markup(report.policy.digest)}"/>\n` +
    '    </properties>';
  const xml = [head, properties, ...cases, '  </testsuite>'].join('\n');
  return { xml, tests: cases.length, failures, errors: missed.length };
}

function isSkipped(effect: JudgedFinding['effect']): boolean {
  return effect === 'existing' || effect === 'observed';
}

function testCase({ finding, effect, why }: JudgedFinding, fix: string | undefined): string {
  const body = [
    `${place(finding.location)} ${finding.message}`,
    // Of a flow each step has a line.
    ...(finding.evidence.kind === 'code'
      ? evidenceClaims(finding.evidence)
      : [evidenceClaims(finding.evidence).join(', ')]),
    ...(fix === undefined ? [] : [`Fix: ${fix}`]),
    ...snippetsOf(finding.evidence).flatMap(({ server, text }) =>
      [`${server}:`, ...text.trimEnd().split('\n')].slice(0, maxSnippetLines),
    ),
    `Fingerprint: ${finding.fingerprint}`,
  ]
    .filter((line) => line !== '')
    // `::` at the start of a line would be a workflow command in the log of a GitHub runner.
    .map((line) => markup(line).replace(/^(\s*)::/, '$1&#58;:'))
    .join('\n');
  const message = markup(finding.message);
  const inner =
    effect === 'blocks'
      ? `<failure type="${markup(finding.severity)}" message="${message}">${body}</failure>`
      : isSkipped(effect)
        ? `<skipped message="${markup(`${effect}: ${why.join('; ')}`)}"/><system-out>${body}</system-out>`
        : `<system-out>${markup(effect)}: ${body}</system-out>`;
  // An endpoint is a thing under test with many tests; a file is a place where one test failed.
  const [classname, name] =
    finding.location.endpoint === undefined
      ? [finding.ruleId, place(finding.location)]
      : [place(finding.location), finding.ruleId];
  return (
    `    <testcase classname="${markup(classname)}" name="${markup(name)}">\n` +
    `      ${inner}\n    </testcase>`
  );
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
