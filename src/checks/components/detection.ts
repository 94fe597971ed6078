import type { Component } from '../../model/component.ts';
import type { ComponentEvidence, Confidence, Detection } from '../../model/finding.ts';
import { purlOf } from '../../model/purl.ts';
import type { Severity } from '../../model/severity.ts';
import type { RuleId } from './rules/rule.ts';

/** A finding about a component, as a rule makes it. */
export interface Said {
  readonly ruleId: RuleId;
  /** One sentence about this occurrence. */
  readonly message: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** What makes it another finding than the others of this rule and package: an advisory, a licence. */
  readonly about: string;
  readonly evidence?: Partial<ComponentEvidence>;
}

/**
 * A finding at the line that states the component. Its identity is the package without its version and what it is about:
 * an upgrade that does not mend it is no new finding.
 */
export function detectionAt(component: Component, said: Said): Detection {
  const { ruleId, message, severity, confidence, about, evidence } = said;
  const { ecosystem, name, version, direct, scope, line } = component;
  const text =
    version === '' ? `${name} ${component.constraint ?? ''}`.trim() : `${name} ${version}`;
  return {
    ruleId,
    message,
    region: { startLine: line, startColumn: 1, endLine: line, endColumn: text.length + 1 },
    excerpt: { text, highlight: { start: 0, length: text.length } },
    anchor: { scope: [], statement: `${purlOf({ ecosystem, name, version: '' })} ${about}` },
    severity,
    confidence,
    evidence: {
      kind: 'component',
      purl: purlOf(component),
      ecosystem,
      name,
      version,
      direct,
      scope,
      advisories: [],
      reach: 'unknown',
      fixedIn: [],
      path: [],
      pathCount: 0,
      remedies: [],
      facts: [],
      ...evidence,
    },
  };
}

/** `lodash 4.17.15`, for messages. */
export function called({ name, version, constraint }: Component): string {
  if (version !== '') return `${name} ${version}`;
  return constraint === undefined ? name : `${name} (${constraint})`;
}
