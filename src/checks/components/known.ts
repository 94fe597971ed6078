import type { AdvisoryData, AdvisoryDetails, AdvisorySeverity } from '../../model/advisory.ts';
import type { ComponentEvidence } from '../../model/finding.ts';
import type { Severity } from '../../model/severity.ts';
import type { Problem } from './match/hits.ts';

/** CWE-506, Embedded Malicious Code. */
const EMBEDDED_MALICE = 506;

/** What the databases say of one problem, put together. */
export interface KnownProblem {
  /** First sentence about it; empty where no record has one. */
  readonly summary: string;
  readonly severity: Severity;
  readonly cvss?: ComponentEvidence['cvss'];
  /** `HIGH`, where a database only says a word. */
  readonly word: string;
  readonly cwe: readonly number[];
  readonly exploitedSince?: string;
  readonly exploitProbability?: number;
  readonly isMalicious: boolean;
  /** Databases that report a malicious package. */
  readonly sources: number;
}

/** Reads the details of every record of the problem. */
export function knownOf(ecosystem: string, problem: Problem, data: AdvisoryData): KnownProblem {
  const details = problem.records.flatMap(({ id }) => data.details(ecosystem, id) ?? []);
  const cvss = worstOfNewest(details.flatMap(({ severities }) => severities));
  const word = details.map(({ severityWord }) => severityWord).find((each) => each !== '') ?? '';
  const cves = problem.ids.filter((id) => id.startsWith('CVE-'));
  const exploitedSince = earliest(cves.flatMap((cve) => data.exploitedSince(cve) ?? []));
  const probabilities = cves.flatMap((cve) => data.exploitProbability(cve) ?? []);
  const cwe = [...new Set(details.flatMap((each) => each.cwe))].toSorted((a, b) => a - b);
  const sources = details.reduce((sum, each) => sum + each.sources, 0);
  const isMalicious =
    sources > 0 || cwe.includes(EMBEDDED_MALICE) || problem.ids.some((id) => id.startsWith('MAL-'));
  return {
    summary: summaryOf(details),
    severity: isMalicious ? 'critical' : severityOf(cvss, word, exploitedSince !== undefined),
    ...(cvss === undefined ? {} : { cvss }),
    word,
    cwe,
    ...(exploitedSince === undefined ? {} : { exploitedSince }),
    ...(probabilities.length === 0 ? {} : { exploitProbability: Math.max(...probabilities) }),
    isMalicious,
    sources,
  };
}

function summaryOf(details: readonly AdvisoryDetails[]): string {
  return details.map(({ summary }) => summary.trim()).find((summary) => summary !== '') ?? '';
}

function earliest(dates: readonly string[]): string | undefined {
  return dates.toSorted()[0];
}

const versions: ReadonlyMap<string, number> = new Map([
  ['CVSS_V4', 4],
  ['CVSS_V3', 3],
  ['CVSS_V2', 2],
]);

/** The newest CVSS version that has a score, and of several vectors in it the worst: databases disagree. */
function worstOfNewest(severities: readonly AdvisorySeverity[]): ComponentEvidence['cvss'] {
  const scored = severities.flatMap(({ type, score: vector, base: score }) => {
    const version = versions.get(type);
    return version === undefined || score === undefined ? [] : [{ version, vector, score }];
  });
  const [worst] = scored.toSorted(
    (a, b) => b.version - a.version || b.score - a.score || (a.vector < b.vector ? -1 : 1),
  );
  return worst && { score: worst.score, version: versionOf(worst.vector), vector: worst.vector };
}

/** `CVSS:3.1/AV:N…`; the vectors of version 2 do not say theirs. */
function versionOf(vector: string): string {
  return /^CVSS:(\d\.\d)\//.exec(vector)?.[1] ?? '2.0';
}

const words: ReadonlyMap<string, Severity> = new Map([
  ['CRITICAL', 'critical'],
  ['HIGH', 'high'],
  ['IMPORTANT', 'high'],
  ['MODERATE', 'medium'],
  ['MEDIUM', 'medium'],
  ['LOW', 'low'],
]);

/** The qualitative scale of CVSS 3.1, section 5, and 4.0, section 6; medium where nobody says, high where it is exploited. */
function severityOf(cvss: ComponentEvidence['cvss'], word: string, isExploited: boolean): Severity {
  const stated =
    cvss === undefined ? (words.get(word.toUpperCase()) ?? 'medium') : scale(cvss.score);
  return isExploited && stated !== 'critical' ? 'high' : stated;
}

function scale(score: number): Severity {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'info';
}
