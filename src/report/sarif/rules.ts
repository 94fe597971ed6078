import type { JudgedFinding } from '../../model/decision.ts';
import type { Confidence } from '../../model/finding.ts';
import type { Rule } from '../../model/rule.ts';
import type { Severity } from '../../model/severity.ts';
import { aboutEndpoints, suppressAdvice } from '../describe.ts';
import { cut } from '../safe-text.ts';
import { order } from '../view.ts';

/** GitHub shows no more tags of a rule and no longer descriptions (docs.github.com, "SARIF support", read 2026-11). */
const maxTags = 10;
const maxDescription = 1024;

/** Inside GitHub's bands: over 9.0 critical, 7.0 to 8.9 high, 4.0 to 6.9 medium, 0.1 to 3.9 low. */
const securitySeverity: Readonly<Record<Severity, string | undefined>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
  info: undefined,
};

const levels: Readonly<Record<Severity, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

export interface Descriptor {
  readonly id: string;
  readonly [key: string]: unknown;
}

/** `reportingDescriptor` objects (SARIF 2.1.0 §3.49) of all rules that ran, in order of id. */
export function descriptors(
  rules: readonly Rule[],
  findings: readonly JudgedFinding[],
): readonly Descriptor[] {
  const doubts = leastConfidence(findings);
  return rules
    .toSorted((a, b) => order(a.id, b.id))
    .map((rule) => ({
      id: rule.id,
      name: pascalCase(rule.id),
      shortDescription: { text: cut(rule.title, maxDescription) },
      fullDescription: { text: cut(`${rule.what} ${rule.why}`, maxDescription) },
      help: { text: helpText(rule), markdown: helpMarkdown(rule) },
      ...helpUri(rule),
      defaultConfiguration: { level: levels[rule.severity] },
      relationships: rule.cwe.map((cwe) => ({
        target: { id: `CWE-${cwe}`, toolComponent: { name: 'CWE', index: 0 } },
        kinds: ['relevant'],
      })),
      properties: {
        tags: tags(rule),
        // A rule is as precise as its least certain finding; unknown while it has none.
        precision: doubts.get(rule.id),
        'security-severity': securitySeverity[rule.severity],
        version: rule.version,
      },
    }));
}

/** The CWE entries that the rules name, as a taxonomy (SARIF 2.1.0 §3.19.3). */
export function cweTaxonomy(rules: readonly Rule[]): object {
  const numbers = [...new Set(rules.flatMap(({ cwe }) => cwe))].toSorted((a, b) => a - b);
  return {
    name: 'CWE',
    organization: 'MITRE',
    shortDescription: { text: 'Common Weakness Enumeration' },
    informationUri: 'https://cwe.mitre.org/',
    isComprehensive: false,
    taxa: numbers.map((cwe) => ({
      id: `CWE-${cwe}`,
      helpUri: `https://cwe.mitre.org/data/definitions/${cwe}.html`,
    })),
  };
}

function tags(rule: Rule): readonly string[] {
  const cwe = rule.cwe.map((number) => `external/cwe/cwe-${String(number).padStart(3, '0')}`);
  const owasp = rule.owasp.map((category) => `external/owasp/${category}`);
  return [...new Set(['security', ...cwe, ...owasp, ...rule.tags])].slice(0, maxTags);
}

function leastConfidence(findings: readonly JudgedFinding[]): ReadonlyMap<string, Confidence> {
  const scale: readonly Confidence[] = ['low', 'medium', 'high'];
  const least = new Map<string, Confidence>();
  for (const { finding } of findings) {
    const known = least.get(finding.ruleId) ?? 'high';
    const lower = scale.indexOf(finding.confidence) < scale.indexOf(known);
    least.set(finding.ruleId, lower ? finding.confidence : known);
  }
  return least;
}

/** `secrets/github-token` as `SecretsGithubToken`: SARIF wants a name that is an identifier. */
function pascalCase(id: string): string {
  return id
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function helpUri({ references }: Rule): object {
  const uri = references.find((reference) => URL.canParse(reference));
  return uri === undefined ? {} : { helpUri: uri };
}

function helpText({ id, what, why, fix, references }: Rule): string {
  const more = references.length === 0 ? '' : `\n\nMore: ${references.join(' ')}`;
  return `${what}\n\nWhy it matters: ${why}\n\nFix: ${fix}\n\nSuppress: ${suppressAdvice(id)}${more}`;
}

function helpMarkdown({ id, title, what, why, fix, cwe, references }: Rule): string {
  const links = [
    ...cwe.map(
      (number) => `[CWE-${number}](https://cwe.mitre.org/data/definitions/${number}.html)`,
    ),
    ...references.map((reference) => `<${reference}>`),
  ];
  return [
    `# ${title}`,
    what,
    `**Why it matters.** ${why}`,
    `**Fix.** ${fix}`,
    aboutEndpoints(id)
      ? `**Suppress** with \`lockstep-ignore ${id} -- <reason>\` in a comment of a configuration file, an endpoint by a waiver in the policy with \`scope.endpoint\`.`
      : `**Suppress** with a comment and a reason: \`lockstep-ignore ${id} -- <reason>\``,
    ...(links.length === 0 ? [] : [links.map((link) => `- ${link}`).join('\n')]),
  ].join('\n\n');
}
