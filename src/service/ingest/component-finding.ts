import type { IncomingFinding } from '../../store/finding-import.ts';
import { componentOfPurl } from '../../model/purl.ts';
import { CONFIDENCE } from './report-format.ts';
import { digestOf } from './sarif-values.ts';

/** A package in a version, as a report names it. */
export interface ReportedPackage {
  /** Canonical; empty where the report has none. */
  readonly purl: string;
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
}

/** That a package has a vulnerability, as a report says it. */
export interface ReportedVulnerability {
  readonly package: ReportedPackage;
  /** Ids of the same problem, the one that names it first: CVE, GHSA. */
  readonly ids: readonly string[];
  readonly cwe: readonly number[];
  readonly severity: number;
  /** The manifest or image that has it; empty where the report does not say. */
  readonly path: string;
  readonly summary: string;
  readonly fixedIn: readonly string[];
  readonly isSuppressed: boolean;
  readonly isGone: boolean;
}

const MAX_SUMMARY = 300;

/** What a package URL names; the text itself as the name where it names no package that is known. */
export function packageOf(purl: string, name = '', version = ''): ReportedPackage {
  const known = componentOfPurl(purl);
  if (known === undefined) return { purl, ecosystem: '', name: name === '' ? purl : name, version };
  return { purl, ...known };
}

/**
 * A finding about a component, with the same evidence as those of the components check, so that the same advisory on the same
 * package is known to be the same whoever reports it. Its identity is the package without its version: an upgrade that does
 * not mend it is no new finding.
 */
export function findingOfComponent(said: ReportedVulnerability): IncomingFinding {
  const { ids, path, summary, cwe, severity, fixedIn } = said;
  const { purl, ecosystem, name, version } = said.package;
  const rule = ids[0] ?? 'unnamed';
  const identity = digestOf(rule, path, ecosystem, name);
  const message = `${`${name} ${version}`.trim()}: ${rule}${summary === '' ? '' : `, ${summary}`}`;
  return {
    fingerprint: `${identity}:0`,
    identity,
    identityMoved: digestOf(rule, ecosystem, name),
    identityLoose: digestOf(rule, path, name),
    rule: rule.slice(0, 300),
    cwe,
    severity,
    confidence: CONFIDENCE.medium,
    path,
    line: 1,
    message: message.slice(0, MAX_SUMMARY),
    detail: {
      evidence: {
        kind: 'component',
        purl,
        ecosystem,
        name,
        version,
        advisories: ids,
        cwe,
        reach: 'unknown',
        fixedIn,
        path: [],
        pathCount: 0,
        remedies: [],
        facts: [],
      },
    },
    stage: 'observe',
    effect: said.isSuppressed ? 'suppressed' : 'observed',
    isGone: said.isGone,
  };
}
