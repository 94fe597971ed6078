import type { ComponentEvidence, Finding } from '../../model/finding.ts';
import type { Severity } from '../../model/severity.ts';

/** What is known of one problem, and which components of a bill it concerns. */
interface Known {
  /** The worst that is found of it, which the rest is told by. */
  finding: Finding;
  evidence: ComponentEvidence;
  readonly aliases: Set<string>;
  /** Version by package URL. */
  readonly affected: Map<string, string>;
}

/**
 * The `vulnerabilities` of CycloneDX (1.6 and 1.7) of what a run found: one for each advisory, in order of the ids, with
 * the components of the bill that it concerns. A finding about a component that is not in the bill is left out: a bill
 * speaks of what it holds. What a person decided of one is no part of it.
 */
export function cycloneDxVulnerabilities(
  findings: readonly Finding[],
  purls: ReadonlySet<string>,
): readonly object[] {
  const known = new Map<string, Known>();
  for (const finding of findings) {
    const { evidence } = finding;
    if (evidence.kind !== 'component' || finding.state === 'fixed') continue;
    const [id] = evidence.advisories;
    if (id !== undefined && purls.has(evidence.purl)) add(known, id, finding, evidence);
  }
  return [...known.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(vulnerabilityOf);
}

function add(
  known: Map<string, Known>,
  id: string,
  finding: Finding,
  evidence: ComponentEvidence,
): void {
  const one = known.get(id) ?? { finding, evidence, aliases: new Set(), affected: new Map() };
  // The same run in any order tells the same.
  if (keyOf(finding, evidence) < keyOf(one.finding, one.evidence)) {
    one.finding = finding;
    one.evidence = evidence;
  }
  for (const alias of evidence.advisories) if (alias !== id) one.aliases.add(alias);
  one.affected.set(evidence.purl, evidence.version);
  known.set(id, one);
}

function keyOf({ fingerprint }: Finding, { purl }: ComponentEvidence): string {
  return `${purl} ${fingerprint}`;
}

function vulnerabilityOf([id, { finding, evidence, aliases, affected }]: readonly [
  string,
  Known,
]): object {
  const { cwe, remedies } = evidence;
  const recommendation = remedies[0]?.sentence;
  return {
    'bom-ref': `vulnerability:${id}`,
    id,
    source: sourceOf(id),
    ...(aliases.size === 0
      ? {}
      : {
          references: [...aliases].toSorted().map((each) => ({ id: each, source: sourceOf(each) })),
        }),
    ratings: [ratingOf(finding.severity, evidence)],
    ...(cwe === undefined || cwe.length === 0 ? {} : { cwes: cwe }),
    description: finding.message,
    ...(recommendation === undefined ? {} : { recommendation }),
    affects: [...affected]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([ref, version]) => ({
        ref,
        ...(version === '' ? {} : { versions: [{ version, status: 'affected' }] }),
      })),
    properties: propertiesOf(finding, evidence),
  };
}

/** Who keeps the record, by the prefix of its id (ossf.github.io/osv-schema, "id"). */
function sourceOf(id: string): { readonly name: string; readonly url: string } {
  const part = encodeURIComponent(id.replace(/[\ud800-\udfff]/gu, '\ufffd'));
  if (id.startsWith('CVE-')) {
    return { name: 'NVD', url: `https://nvd.nist.gov/vuln/detail/${part}` };
  }
  if (id.startsWith('GHSA-')) {
    return { name: 'GitHub', url: `https://github.com/advisories/${part}` };
  }
  return { name: 'OSV', url: `https://osv.dev/vulnerability/${part}` };
}

const methods: ReadonlyMap<string, string> = new Map([
  ['2.0', 'CVSSv2'],
  ['3.0', 'CVSSv3'],
  ['3.1', 'CVSSv31'],
  ['4.0', 'CVSSv4'],
]);

/** Of a vector as CVSS names the score (v3.1 §5, the same in v4); else how bad Lockstep takes it to be. */
function ratingOf(severity: Severity, { cvss }: ComponentEvidence): object {
  if (cvss === undefined) return { severity, method: 'other' };
  const { score, version, vector } = cvss;
  return { score, severity: wordOf(score), method: methods.get(version) ?? 'other', vector };
}

function wordOf(score: number): string {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'none';
}

function propertiesOf(
  { fingerprint, ruleId }: Finding,
  { exploitedSince, exploitProbability, reach, fixedIn }: ComponentEvidence,
): readonly object[] {
  const stated: readonly (readonly [string, string | undefined])[] = [
    ['rule', ruleId],
    ['fingerprint', fingerprint],
    ['reach', reach],
    ['exploited-since', exploitedSince],
    ['exploit-probability', exploitProbability?.toString()],
    ['fixed-in', fixedIn.length === 0 ? undefined : fixedIn.join(', ')],
  ];
  return stated.flatMap(([name, value]) =>
    value === undefined ? [] : [{ name: `lockstep:${name}`, value }],
  );
}
