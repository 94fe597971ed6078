import { createHash } from 'node:crypto';
import type { Finding } from '../model/finding.ts';
import type { RunReport } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import type { Severity } from '../model/severity.ts';
import { filePlaceOr, firstClaims, messageAtPlace, provenance, snippetsOf } from './describe.ts';
import type { Format, RenderOptions } from './format.ts';
import { prose } from './markdown-text.ts';
import { cut, toJson, visible } from './safe-text.ts';
import { capital } from './words.ts';
import { forPlatform, order, ruleIndex } from './view.ts';

/** gitlab-org/security-products/security-report-schemas; what is written here is the same in all of 15.x. */
const schemaVersion = '15.2.4';
const maxName = 255;
const maxSolution = 7000;
/** Claims of one finding. */
const maxClaims = 20;

interface ScanType {
  readonly type: 'secret_detection' | 'sast' | 'dependency_scanning';
  readonly schema: string;
  /** The first one names the report; those that did not run are told only when none did. */
  readonly checkIds: readonly string[];
}

/** `gl-secret-detection-report.json`: findings of the check `secrets`. */
export const gitlabSecrets: Format = securityFormat('gitlab-secrets', 'secret detection', {
  type: 'secret_detection',
  schema: 'secret-detection-report-format',
  checkIds: ['secrets'],
});

/** `gl-sast-report.json`: findings of the checks `code` and `tls`; GitLab has no type for endpoints that were not crawled. */
export const gitlabSast: Format = securityFormat('gitlab-sast', 'SAST', {
  type: 'sast',
  schema: 'sast-report-format',
  checkIds: ['code', 'tls'],
});

/** `gl-dependency-scanning-report.json`: findings of the check `components`. */
export const gitlabDependency: Format = securityFormat('gitlab-dependency', 'dependency scanning', {
  type: 'dependency_scanning',
  schema: 'dependency-scanning-report-format',
  checkIds: ['components'],
});

function securityFormat(name: string, title: string, scan: ScanType): Format {
  return {
    name,
    description: `GitLab ${title} report (security-report-schemas ${schemaVersion})`,
    render: (report, options) => toJson(securityReport(report, options, scan)),
  };
}

function securityReport(report: RunReport, options: RenderOptions, scan: ScanType): object {
  const rules = ruleIndex(report);
  const checks = report.checks.filter(({ id }) => scan.checkIds.includes(id));
  const missed = report.incomplete.filter(
    ({ checkId }) => checkId === '*' || scan.checkIds.includes(checkId),
  );
  const tool = {
    id: 'lockstep',
    name: 'Lockstep',
    version: report.tool.version,
    vendor: { name: 'Lockstep' },
  };
  // The second in which the run was judged; GitLab wants no zone and no fraction.
  const time = report.now.slice(0, 19);
  return {
    schema: `https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/v${schemaVersion}/dist/${scan.schema}.json`,
    version: schemaVersion,
    scan: {
      analyzer: tool,
      scanner: tool,
      type: scan.type,
      start_time: time,
      end_time: time,
      status: checks.some(({ state }) => state === 'failed') ? 'failure' : 'success',
      messages: [
        ...(checks.length === 0 ? [`The check ${scan.checkIds[0] ?? ''} did not run.`] : []),
        ...missed.map(({ what, reason, detail }) =>
          visible(`${what} was not examined: ${reason}. ${detail}`),
        ),
      ].map((value) => ({ level: 'warn', value })),
      primary_identifiers: checks
        .flatMap(({ rules: known }) => known)
        .toSorted((a, b) => order(a.id, b.id))
        .map(({ id }) => ruleIdentifier(id)),
    },
    vulnerabilities: forPlatform(report, options)
      .map(({ finding }) => finding)
      .filter(({ checkId }) => scan.checkIds.includes(checkId))
      .map((finding) => vulnerability(report, finding, rules.get(finding.ruleId), scan)),
    ...(scan.type === 'dependency_scanning' ? { dependency_files: [] } : {}),
  };
}

function vulnerability(
  report: RunReport,
  finding: Finding,
  rule: Rule | undefined,
  { type }: ScanType,
): object {
  const file = filePlaceOr(finding.location, report);
  const links = (rule?.references ?? []).filter((url) => /^https?:\/\/./.test(url));
  return {
    id: stableUuid(finding.fingerprint),
    name: cut(visible(rule?.title ?? finding.ruleId), maxName),
    description: description(finding, rule),
    severity: capital(finding.severity satisfies Severity),
    ...(rule === undefined ? {} : { solution: cut(solution(rule, finding), maxSolution) }),
    identifiers: [...advisoriesOf(finding), ruleIdentifier(finding.ruleId), ...weaknesses(rule)],
    links: links.map((url) => ({ url })),
    location: {
      file: visible(file.path),
      start_line: file.line,
      end_line: file.endLine,
      ...(type === 'secret_detection' ? { commit: commit(report, finding) } : {}),
      ...(type === 'dependency_scanning' ? { dependency: dependency(finding) } : {}),
    },
  };
}

function solution({ fix }: Rule, { evidence }: Finding): string {
  const snippets = snippetsOf(evidence).map(({ server, text }) => `${server}:\n${text.trimEnd()}`);
  return [fix, ...snippets].join('\n\n');
}

/** GitLab renders it as Markdown: everything that the target could have written is escaped. */
function description(finding: Finding, rule: Rule | undefined): string {
  const claims = firstClaims(finding.evidence, maxClaims).join(', ');
  const parts = [messageAtPlace(finding), claims, ...provenance(finding)].filter(
    (part) => part !== '',
  );
  return [...parts.map(prose), ...(rule === undefined ? [] : [rule.why])].join('\n\n');
}

/** Where the secret came from, else the commit examined, else what GitLab's own analyzer writes without git. */
function commit({ target }: RunReport, { origin }: Finding): object {
  return origin === undefined
    ? { sha: target.git?.commit ?? '0000000' }
    : {
        sha: origin.commit || '0000000',
        author: visible(origin.author),
        date: visible(origin.date),
      };
}

function dependency({ evidence }: Finding): object {
  const { name, version } = evidence.kind === 'component' ? evidence : { name: '', version: '' };
  return { package: { name: visible(name) }, version: visible(version) };
}

/** GitLab joins findings of several tools by these. */
function advisoriesOf({ evidence }: Finding): readonly object[] {
  if (evidence.kind !== 'component') return [];
  return evidence.advisories.slice(0, 10).map((id) => ({
    type: id.startsWith('CVE-') ? 'cve' : id.startsWith('GHSA-') ? 'ghsa' : 'osv',
    name: visible(id),
    value: visible(id),
    ...(/^[\w-]{1,60}$/.test(id) ? { url: `https://osv.dev/vulnerability/${id}` } : {}),
  }));
}

function ruleIdentifier(ruleId: string): object {
  return { type: 'lockstep_rule_id', name: `Lockstep rule ${ruleId}`, value: ruleId };
}

function weaknesses(rule: Rule | undefined): readonly object[] {
  if (rule === undefined) return [];
  return [
    ...rule.cwe.map((cwe) => ({
      type: 'cwe',
      name: `CWE-${cwe}`,
      value: String(cwe),
      url: `https://cwe.mitre.org/data/definitions/${cwe}.html`,
    })),
    ...rule.owasp.map((category) => ({
      type: 'owasp',
      name: `OWASP ${category}`,
      value: category,
    })),
  ];
}

/** A UUID of version 8 (RFC 9562 §5.8) made of the fingerprint's SHA-256: the same in every run. */
function stableUuid(fingerprint: string): string {
  const hex = createHash('sha256').update(fingerprint).digest('hex');
  const variant = '89ab'.charAt(parseInt(hex.charAt(16), 16) % 4);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
