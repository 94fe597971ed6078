import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { IncomingFinding } from '../../store/finding-import.ts';
import { BadReport } from './bad-report.ts';
import { believed } from './believed.ts';
import { findingOfComponent } from './component-finding.ts';
import { gitlabEcosystem } from './gitlab-ecosystems.ts';
import type { JsonItem } from './json-items.ts';
import {
  CONFIDENCE,
  SEVERITY,
  type ReportFacts,
  type ReportFormat,
  type ReportReader,
} from './report-format.ts';
import { digestOf, slugOf } from './sarif-values.ts';

const text = Type.String({ maxLength: 20_000 });
const optionalText = Type.Optional(text);
const line = Type.Optional(Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 }));
/** Of security-report-schemas 14 and 15, as far as it is stored: never an excerpt, a request or an answer. */
const vulnerabilityShape = Type.Object({
  name: optionalText,
  message: optionalText,
  description: optionalText,
  severity: optionalText,
  confidence: optionalText,
  identifiers: Type.Array(Type.Object({ type: text, name: optionalText, value: text }), {
    maxItems: 100,
  }),
  location: Type.Object({
    file: optionalText,
    start_line: line,
    image: optionalText,
    hostname: optionalText,
    path: optionalText,
    param: optionalText,
    dependency: Type.Optional(
      Type.Object({
        package: Type.Optional(Type.Object({ name: optionalText })),
        version: optionalText,
      }),
    ),
  }),
  tracking: Type.Optional(
    Type.Object({
      items: Type.Optional(
        Type.Array(
          Type.Object({
            signatures: Type.Optional(
              Type.Array(Type.Object({ algorithm: text, value: text }), { maxItems: 20 }),
            ),
          }),
        ),
      ),
    }),
  ),
});
type Vulnerability = Type.Static<typeof vulnerabilityShape>;
const programShape = Type.Object({ id: optionalText, name: optionalText, version: optionalText });
const scanShape = Type.Object({
  type: text,
  status: text,
  end_time: optionalText,
  scanner: Type.Optional(programShape),
  analyzer: Type.Optional(programShape),
});
const isVulnerability = Compile(vulnerabilityShape);
const isScan = Compile(scanShape);

/** GitLab's reports of every kind (gitlab.com/gitlab-org/security-products/security-report-schemas). */
export const gitlabReport: ReportFormat = {
  name: 'gitlab',
  paths: [
    '$.scan',
    '$.vulnerabilities.*',
    // Not stored, and not kept in memory until the end.
    '$.remediations.*',
    '$.dependency_files.*',
  ],
  open: () => new GitlabReader(),
};

class GitlabReader implements ReportReader {
  #scan: Type.Static<typeof scanShape> | undefined;
  #hasVulnerabilities = false;

  sees(key: string): void {
    if (key === 'vulnerabilities') this.#hasVulnerabilities = true;
  }

  read({ path: [name, index], value }: JsonItem): readonly IncomingFinding[] {
    if (name === 'scan') this.#scan = believed(isScan, value, 'scan');
    if (name !== 'vulnerabilities') return [];
    const said = believed(isVulnerability, value, `vulnerabilities[${index}]`);
    return [said.location.dependency === undefined ? findingOf(said) : findingOfDependency(said)];
  }

  end(): ReportFacts {
    const scan = this.#scan;
    if (scan === undefined) throw new BadReport('scan: is missing');
    if (!this.#hasVulnerabilities) throw new BadReport('vulnerabilities: is missing');
    const program = scan.scanner ?? scan.analyzer ?? {};
    const name = program.name ?? 'GitLab';
    const slug = slugOf(program.id ?? name);
    const incomplete = scan.status === 'success' ? [] : [failed(name, scan.status)];
    return {
      tool: `${name} ${program.version ?? ''}`.trim(),
      source: `${slug} ${slugOf(scan.type)}`,
      ...timeOf(scan.end_time),
      outcome: incomplete.length > 0 ? 'incomplete' : 'pass',
      reasons: [],
      incomplete,
      scope: {
        checks: undefined,
        within: '',
        isWhole: incomplete.length === 0,
        unknownPaths: [],
      },
      rules: new Map(),
      rulePrefix: `${slug}/`,
      quotesSecrets: scan.type === 'secret_detection',
    };
  }
}

function failed(name: string, status: string): ReportFacts['incomplete'][number] {
  const detail = `the scanner says that it did not succeed (scan.status is ${status.slice(0, 100)})`;
  return { checkId: '*', what: name, reason: 'crash', detail };
}

/** The schema's times have no zone: GitLab's runners write UTC. */
function timeOf(end = ''): Pick<ReportFacts, 'ranAt'> {
  const time = Date.parse(`${end.replace(/Z$/u, '')}Z`);
  return Number.isNaN(time) ? {} : { ranAt: new Date(time).toISOString() };
}

/** A place in a file, or at an address. */
function findingOf(said: Vulnerability): IncomingFinding {
  const { location } = said;
  const rule = ruleOf(said);
  const path = location.file ?? addressOf(location);
  const message = messageOf(said);
  const key = signatureOf(said) ?? message;
  const identity = digestOf(rule, path, key);
  return {
    fingerprint: `${identity}:0`,
    identity,
    identityMoved: digestOf(rule, key),
    identityLoose: digestOf(rule, path, message),
    rule,
    ...gradeOf(said),
    path,
    line: Math.max(1, location.start_line ?? 1),
    message,
    detail: { evidence: { kind: 'gitlab', description: firstLine(said.description) } },
    stage: 'observe',
    effect: 'observed',
    isGone: false,
  };
}

function findingOfDependency(said: Vulnerability): IncomingFinding {
  const { dependency = {}, file, image = '' } = said.location;
  const named = said.identifiers.map(({ value }) => value).filter((value) => ADVISORY.test(value));
  const path = file ?? image;
  const { name = '' } = dependency.package ?? {};
  const { cwe, severity } = gradeOf(said);
  return findingOfComponent({
    package: {
      purl: '',
      ecosystem: gitlabEcosystem(path),
      name,
      version: dependency.version ?? '',
    },
    ids: named.length > 0 ? [...new Set(named)] : [ruleOf(said)],
    cwe,
    severity,
    path,
    summary: messageOf(said).slice(0, 200),
    fixedIn: [],
    isSuppressed: false,
    isGone: false,
  });
}

function ruleOf({ identifiers }: Vulnerability): string {
  return (identifiers[0]?.value ?? 'unnamed').slice(0, 300);
}

function messageOf({ message, name, description }: Vulnerability): string {
  return message ?? name ?? firstLine(description);
}

function gradeOf(said: Vulnerability): Pick<IncomingFinding, 'cwe' | 'severity' | 'confidence'> {
  return {
    cwe: cweOf(said),
    severity: SEVERITIES.get(said.severity ?? '') ?? SEVERITY.medium,
    confidence: CONFIDENCES.get(said.confidence ?? '') ?? CONFIDENCE.medium,
  };
}

/** Ids of OSV's and of the CVE programme. */
const ADVISORY = /^(?:CVE-\d{4}-\d{1,20}|GHSA(?:-[0-9a-z]{4}){3}|[A-Z]{2,12}-[0-9A-Za-z-]{1,60})$/u;
/** From what says most of the code around to what says least; lines are in none of them. */
const ALGORITHMS: readonly string[] = ['scope_offset_compressed', 'scope_offset', 'hash'];
const SEVERITIES: ReadonlyMap<string, number> = new Map([
  ['Critical', SEVERITY.critical],
  ['High', SEVERITY.high],
  ['Medium', SEVERITY.medium],
  ['Low', SEVERITY.low],
  ['Info', SEVERITY.info],
]);
const CONFIDENCES: ReadonlyMap<string, number> = new Map([
  ['Confirmed', CONFIDENCE.high],
  ['High', CONFIDENCE.high],
  ['Low', CONFIDENCE.low],
]);

/** Of the code around it; what stands before the first bar is the file, which may be renamed. */
function signatureOf({ tracking = {} }: Vulnerability): string | undefined {
  const signatures = (tracking.items ?? []).flatMap((item) => item.signatures ?? []);
  for (const name of ALGORITHMS) {
    const found = signatures.find(({ algorithm }) => algorithm === name)?.value;
    if (found !== undefined) return found.slice(found.indexOf('|') + 1);
  }
  return undefined;
}

function addressOf({ hostname = '', path = '', param = '' }: Vulnerability['location']): string {
  return `${hostname}${path}${param === '' ? '' : ` ${param}`}`;
}

function cweOf({ identifiers }: Vulnerability): readonly number[] {
  const numbers = identifiers
    .filter(({ type, value }) => type.toLowerCase() === 'cwe' && /^\d{1,6}$/u.test(value))
    .map(({ value }) => Number(value));
  return [...new Set(numbers)].slice(0, 20);
}

function firstLine(said = ''): string {
  return (said.trim().split('\n', 1)[0] ?? '').slice(0, 300);
}
