import type { Check } from '../model/check.ts';
import type { Rule, RuleExample } from '../model/rule.ts';
import { aboutEndpoints } from './describe.ts';
import type { RenderOptions } from './format.ts';
import { owaspTitles } from './owasp.ts';
import { visible } from './safe-text.ts';
import { createPen, type Pen, severityStyles, type Style } from './terminal/pen.ts';
import { order } from './view.ts';
import { count } from './words.ts';

/** Lines of an example that are shown; chosen: the point of a longer one is lost anyway. */
const maxExampleLines = 16;

export type ExplainOptions = Pick<RenderOptions, 'width' | 'color'>;

/** What a rule finds, why it matters, a bad and a good example, the fix, how to suppress, CWE and OWASP. */
export function explainRule(rule: Rule, options: ExplainOptions): string {
  const pen = penOf(options);
  const [bad] = rule.examples.hit;
  const [good] = rule.examples.ok;
  const section = (title: string, lines: readonly string[]): readonly string[] => [
    '',
    pen.paint(title, 'bold'),
    ...lines,
  ];
  const lines = [
    ...pen.labelled('', rule.id, 'bold'),
    ...pen.labelled('', visible(rule.title)),
    pen.paint(rule.severity, severityStyles[rule.severity]),
    ...section('What it finds', pen.labelled('  ', visible(rule.what))),
    ...section('Why it matters', pen.labelled('  ', visible(rule.why))),
    ...(bad === undefined ? [] : section('Bad', exampleLines(bad, pen, 'red'))),
    ...(good === undefined ? [] : section('Good', exampleLines(good, pen, 'green'))),
    ...section('Fix', pen.labelled('  ', visible(rule.fix))),
    ...section('Suppress', [
      ...pen.labelled('  ', 'with a comment on the line that says why:'),
      ...pen.labelled('  ', `lockstep-ignore ${rule.id} until=YYYY-MM-DD -- <reason>`),
      ...(aboutEndpoints(rule.id)
        ? pen.labelled('  ', 'an endpoint has no line: a waiver in the policy with scope.endpoint')
        : []),
    ]),
    ...section('References', referenceLines(rule, pen)),
  ];
  return `${lines.join('\n')}\n`;
}

/** Every check with its rules in order of id. */
export function listRules(checks: readonly Check[], options: ExplainOptions): string {
  const pen = penOf(options);
  const lines = checks.flatMap((check) => [
    ...pen.labelled('', `${check.title}: ${count(check.rules.length, 'rule')}`, 'bold'),
    '',
    ...ruleLines(check.rules, pen),
    '',
  ]);
  return `${[...lines, ...pen.labelled('', 'lockstep explain <rule> tells more.')].join('\n')}\n`;
}

function penOf(options: ExplainOptions): Pen {
  return createPen({ ...options, hyperlinks: false, verbose: false, root: '' });
}

/** Severity, id and title in columns; the title below its id where there is no room beside it. */
function ruleLines(rules: readonly Rule[], pen: Pen): readonly string[] {
  const widest = Math.max(0, ...rules.map(({ id }) => id.length));
  const beside = 'critical'.length + widest + 30 <= pen.width;
  return rules
    .toSorted((a, b) => order(a.id, b.id))
    .flatMap(({ id, title, severity }) => {
      const level = pen.paint(severity.padEnd('critical'.length), severityStyles[severity]);
      if (!beside) {
        const below = pen.labelled('  ', `${severity}: ${visible(title)}`);
        return [...pen.labelled('', id, 'bold'), ...below];
      }
      const label = `${' '.repeat('critical'.length + 2)}${id.padEnd(widest)}  `;
      const [first = '', ...rest] = pen.labelled(' '.repeat(label.length), visible(title));
      return [`${level}  ${id.padEnd(widest)}  ${first.trimStart()}`, ...rest];
    });
}

function exampleLines({ text, path, why }: RuleExample, pen: Pen, style: Style): readonly string[] {
  const all = text.split(/\r?\n/);
  const shown = all.slice(0, maxExampleLines);
  const rest = all.length - shown.length;
  return [
    ...(path === undefined ? [] : pen.labelled('  ', visible(path), 'cyan')),
    ...shown.flatMap((line) => codeLines(line, pen, style)),
    ...(rest === 0 ? [] : [`    … and ${count(rest, 'more line')}`]),
    ...(why === undefined ? [] : pen.labelled('  ', visible(why), 'dim')),
  ];
}

/** With its indent, as far as there is room for it. */
function codeLines(line: string, pen: Pen, style: Style): readonly string[] {
  const text = visible(line.replaceAll('\t', '  '));
  const code = text.trimStart();
  return pen.labelled(' '.repeat(4 + Math.min(8, text.length - code.length)), code, style);
}

function referenceLines({ cwe, owasp, references }: Rule, pen: Pen): readonly string[] {
  return [
    ...cwe.map((number) => `CWE-${number}: https://cwe.mitre.org/data/definitions/${number}.html`),
    ...owasp.map(
      (category) =>
        `OWASP Top 10 ${category} ${owaspTitles[category]}: https://owasp.org/Top10/2025/`,
    ),
    ...references,
  ].flatMap((line) => pen.labelled('  ', visible(line)));
}
