import type { ComponentEvidence, Finding } from '../../model/finding.ts';
import type { JudgedFinding } from '../../model/decision.ts';
import { componentParts } from '../component-claims.ts';
import {
  evidenceClaims,
  filePlace,
  ignoreAdvice,
  place,
  provenance,
  snippetsOf,
  type Twins,
} from '../describe.ts';
import { cut, visible } from '../safe-text.ts';
import type { RuleGroup } from '../view.ts';
import { count } from '../words.ts';
import { excerptLines } from './excerpt.ts';
import { type Pen, severityStyles } from './pen.ts';
import { traceLines } from './trace.ts';
import { snippetLines } from './snippet.ts';

/** Findings of one rule that are printed in full without `--verbose`; chosen: about two screens. */
const maxPerRule = 10;

const maxMessage = 1000;

/** Claims of one finding without `--verbose`. */
const maxClaims = 6;

/** `full`: with marked source, evidence and advice; `list`: place, source line and message. */
export type Detail = 'full' | 'list';

/** How a list of findings is written. */
export interface Reading {
  readonly pen: Pen;
  readonly detail: Detail;
  readonly verbose: boolean;
  readonly twins: Twins;
}

/** One rule with its findings and, once, its advice. */
export function ruleGroupLines(group: RuleGroup, reading: Reading): readonly string[] {
  const { pen, detail, verbose } = reading;
  const limit = verbose ? group.findings.length : maxPerRule;
  const shown = group.findings.slice(0, limit);
  const rest = group.findings.length - shown.length;
  const lines = [...headingLines(group, pen)];
  for (const judged of shown) {
    lines.push(...findingLines(judged, reading));
    if (detail === 'full') lines.push('');
  }
  if (rest > 0) {
    lines.push(
      ...pen.labelled(
        '  ',
        `… and ${count(rest, 'more finding')} of this rule: run with --verbose to list`,
        'dim',
      ),
      '',
    );
  }
  if (detail === 'full') lines.push(...adviceLines(group, pen, verbose), '');
  return lines;
}

function headingLines(
  { ruleId, rule, severity, findings }: RuleGroup,
  pen: Pen,
): readonly string[] {
  const number = findings.length > 1 ? ` (${findings.length})` : '';
  const title = rule === undefined ? '' : `${visible(rule.title)}${number}`;
  const label = pen.paint(`${severity} `, severityStyles[severity], 'bold');
  const id = visible(ruleId);
  if (severity.length + id.length + title.length + 3 <= pen.width) {
    return [`${label}${pen.paint(id, 'bold')}  ${title}`.trimEnd()];
  }
  return [
    label.trimEnd(),
    ...pen.labelled('', id, 'bold'),
    ...(title === '' ? [] : pen.labelled('', title)),
  ];
}

function findingLines(
  { finding, effect, why }: JudgedFinding,
  { pen, detail, verbose, twins }: Reading,
): readonly string[] {
  // Never wrapped here: a line break inside would end the terminal's own recognition of `path:line:column`.
  const file = filePlace(finding.location)?.path;
  const name = pen.paint(place(finding.location), 'cyan');
  const where =
    finding.location.endpoint === undefined
      ? [`  ${file === undefined ? name : pen.link(name, file)}`]
      : pen.labelled('  ', place(finding.location), 'cyan');
  const message = pen.labelled('    ', visible(cut(finding.message, maxMessage)));
  const about = [...twins(finding), ...provenance(finding)].flatMap((line) =>
    pen.labelled('    ', line, 'dim'),
  );
  // That a rule observes is what its section says.
  const told = verbose && effect !== 'observed' ? why : [];
  const reasons = told.flatMap((line) => pen.labelled('    ', visible(line), 'dim'));
  const evidence = evidenceLines(finding, pen, verbose);
  if (finding.evidence.kind === 'component') {
    // There is no line of source to show; how it came in and what mends it is what a list is read for.
    return [...where, ...message, ...evidence, ...about, ...reasons];
  }
  const excerpt = excerptLines(finding, pen, severityStyles[finding.severity]);
  if (detail === 'list') {
    // A flow is not understood without its steps.
    const trace = finding.evidence.kind === 'code' ? evidence : [];
    return [...where, ...excerpt.slice(0, 1), ...message, ...trace, ...about, ...reasons];
  }
  return [...where, ...excerpt, ...message, ...evidence, ...about, ...reasons];
}

/** Claims of a handshake are many, one a line; those of a secret are a few words each. */
function evidenceLines({ evidence }: Finding, pen: Pen, verbose: boolean): readonly string[] {
  const claims = evidenceClaims(evidence);
  if (evidence.kind === 'component') return componentLines(evidence, pen);
  if (evidence.kind === 'code') return traceLines(evidence, pen);
  if (evidence.kind !== 'tls') return pen.labelled('    ', claims.join(' · '), 'dim');
  const shown = verbose ? claims : claims.slice(0, maxClaims);
  const rest = claims.length - shown.length;
  return [
    ...shown.flatMap((claim) => pen.labelled('    · ', claim, 'dim')),
    ...(rest > 0
      ? pen.labelled('    ', `… and ${rest} more: run with --verbose to list`, 'dim')
      : []),
  ];
}

/** What is known on one line, how it came in on another, and the best remedy. */
function componentLines(evidence: ComponentEvidence, pen: Pen): readonly string[] {
  const { known, came, mended } = componentParts(evidence);
  const [best = []] = mended.map((each) => [each]);
  return [known, came, best]
    .map((claims) => claims.map((claim) => visible(claim)).join(' · '))
    .flatMap((line) => (line === '' ? [] : pen.labelled('    ', line, 'dim')));
}

function adviceLines(
  { ruleId, rule, findings }: RuleGroup,
  pen: Pen,
  verbose: boolean,
): readonly string[] {
  const id = visible(ruleId);
  const [first] = findings;
  const snippets = first === undefined ? [] : snippetsOf(first.finding.evidence);
  return [
    ...(rule === undefined ? [] : pen.labelled('  fix     ', visible(rule.fix))),
    ...snippets.flatMap((snippet) => snippetLines(snippet, pen, { indent: 10, verbose })),
    ...(first === undefined
      ? []
      : pen.labelled('  ignore  ', visible(ignoreAdvice(ruleId, first.finding.location)))),
    ...pen.labelled('  more    ', `lockstep explain ${id}`),
  ];
}
