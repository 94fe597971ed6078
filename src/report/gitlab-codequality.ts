import { createHash } from 'node:crypto';
import type { Incomplete } from '../model/incomplete.ts';
import type { Severity } from '../model/severity.ts';
import type { RunReport } from '../model/report.ts';
import { filePlaceOr, messageAtPlace, policyFile } from './describe.ts';
import type { Format } from './format.ts';
import { toJson, visible } from './safe-text.ts';
import { forPlatform } from './view.ts';

/** The Code Climate subset that GitLab reads (docs.gitlab.com, "Code Quality report format", read 2026-11). */
export const gitlabCodequality: Format = {
  name: 'gitlab-codequality',
  description: 'GitLab Code Quality report',
  render: (report, options) =>
    toJson([
      ...forPlatform(report, options).map(({ finding }) => {
        const { path, line } = filePlaceOr(finding.location, report);
        return {
          description: visible(messageAtPlace(finding)),
          check_name: finding.ruleId,
          fingerprint: digest(finding.fingerprint),
          severity: severityNames[finding.severity],
          location: { path: visible(path), lines: { begin: line } },
        };
      }),
      ...report.incomplete.map((each) => incompleteEntry(each, report)),
    ]),
};

const severityNames: Readonly<Record<Severity, string>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  info: 'info',
};

/** The format knows no other way to say that something was not examined. */
function incompleteEntry({ checkId, what, reason, detail }: Incomplete, report: RunReport): object {
  const isEndpoint = report.endpoints.some(({ name }) => name === what);
  const name = isEndpoint ? `${what}: ` : '';
  const path = isEndpoint ? policyFile(report) : what;
  return {
    description: visible(`${name}Not examined: ${reason}. ${detail}`),
    check_name: 'lockstep/incomplete',
    fingerprint: digest(`incomplete ${checkId} ${what} ${reason}`),
    severity: 'info',
    location: { path: visible(path), lines: { begin: 1 } },
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
