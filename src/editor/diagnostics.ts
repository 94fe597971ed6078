import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  DiagnosticSeverity,
  type Diagnostic,
  type DiagnosticRelatedInformation,
} from 'vscode-languageserver-protocol';
import type { Effect } from '../model/decision.ts';
import type { LockstepError } from '../model/error.ts';
import type { Finding } from '../model/finding.ts';
import type { Incomplete } from '../model/incomplete.ts';
import type { Rule } from '../model/rule.ts';
import { firstClaims } from '../report/describe.ts';
import { cut, visible } from '../report/safe-text.ts';
import { rangeIn, rangeOf } from './positions.ts';
import type { ShownFinding } from './shown.ts';

/** How what is only observed is shown; a rule that has not earned the right to nag is a hint. */
export type ObservedAs = 'hint' | 'information' | 'off';

const SOURCE = 'lockstep';
const MAX_MESSAGE = 1_000;
const MAX_STEPS = 30;
const MAX_CLAIMS = 4;

/** A finding as a diagnostic; undefined where it is not to be shown. */
export function diagnosticOf(
  { judged, result }: ShownFinding,
  document: TextDocument,
  observedAs: ObservedAs,
): Diagnostic | undefined {
  const { finding, effect } = judged;
  const severity = severityOf(effect, observedAs);
  if (severity === undefined) return undefined;
  const rule = ruleOf(
    finding,
    result.report.checks.flatMap(({ rules }) => rules),
  );
  const href = rule?.references.find((reference) => URL.canParse(reference));
  const relatedInformation = stepsOf(finding, result.root);
  return {
    range: rangeOf(document, finding.location.region),
    severity,
    source: SOURCE,
    code: finding.ruleId,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    message: messageOf(finding, effect, rule),
    ...(relatedInformation.length === 0 ? {} : { relatedInformation: [...relatedInformation] }),
    data: { fingerprint: finding.fingerprint },
  };
}

function severityOf(effect: Effect, observedAs: ObservedAs): DiagnosticSeverity | undefined {
  switch (effect) {
    case 'blocks':
      return DiagnosticSeverity.Error;
    case 'warns':
      return DiagnosticSeverity.Warning;
    case 'existing':
      return DiagnosticSeverity.Information;
    case 'observed':
      if (observedAs === 'off') return undefined;
      return observedAs === 'hint' ? DiagnosticSeverity.Hint : DiagnosticSeverity.Information;
    case 'suppressed':
    case 'waived':
    case 'fixed':
      return undefined;
  }
}

function ruleOf({ ruleId }: Finding, rules: readonly Rule[]): Rule | undefined {
  return rules.find(({ id }) => id === ruleId);
}

function messageOf({ message, evidence }: Finding, effect: Effect, rule: Rule | undefined): string {
  const claims = evidence.kind === 'code' ? [] : firstClaims(evidence, MAX_CLAIMS);
  const remedy = evidence.kind === 'code' && evidence.remedy !== '' ? evidence.remedy : rule?.fix;
  const parts = [
    visible(message),
    ...claims.map((claim) => `- ${visible(claim)}`),
    ...(remedy === undefined || remedy === '' ? [] : [`Fix: ${visible(remedy)}`]),
    ...(effect === 'existing' ? ['It stood in the baseline.'] : []),
  ];
  return cut(parts.join('\n'), MAX_MESSAGE);
}

function stepsOf({ evidence }: Finding, root: string): readonly DiagnosticRelatedInformation[] {
  if (evidence.kind !== 'code' || evidence.steps.length < 2) return [];
  return evidence.steps.slice(0, MAX_STEPS).map(({ path: name, region, what }, index) => ({
    location: { uri: pathToFileURL(path.join(root, name)).href, range: rangeIn(region) },
    message: `${index + 1}. ${cut(visible(what), MAX_MESSAGE)}`,
  }));
}

/** What could not be examined of a file, at its beginning: no diagnostics would look like nothing found. */
export function incompleteDiagnostic({ checkId, reason, detail }: Incomplete): Diagnostic {
  const who = checkId === '*' ? 'Lockstep' : `The ${checkId} check`;
  return {
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
    severity: DiagnosticSeverity.Warning,
    source: SOURCE,
    code: 'lockstep/incomplete',
    message: cut(
      `${who} did not examine all of this file (${reason}): ${visible(detail)}`,
      MAX_MESSAGE,
    ),
  };
}

const place = /^ {2}(?<name>.+?):(?<line>\d{1,9}):(?<column>\d{1,9}): (?<what>.+)$/u;

/** The faults of a policy, each at its place, and the file as it was named; undefined where the error names no place. */
export function policyFaults({
  message,
}: LockstepError): { readonly name: string; readonly faults: readonly Diagnostic[] } | undefined {
  let name = '';
  const faults = message.split('\n').flatMap((text): readonly Diagnostic[] => {
    const groups = place.exec(text)?.groups;
    if (groups === undefined) return [];
    name = groups['name'] ?? '';
    const line = Math.max(0, Number(groups['line']) - 1);
    const character = Math.max(0, Number(groups['column']) - 1);
    return [
      {
        range: { start: { line, character }, end: { line, character: character + 1 } },
        severity: DiagnosticSeverity.Error,
        source: SOURCE,
        code: 'lockstep/policy',
        message: cut(visible(groups['what'] ?? ''), MAX_MESSAGE),
      },
    ];
  });
  return faults.length === 0 ? undefined : { name, faults };
}
