import type { JudgedFinding } from '../model/decision.ts';
import type { RunReport, Target } from '../model/report.ts';
import { filePlace, filePlaceOr, relativeUri } from './describe.ts';
import type { Format } from './format.ts';
import { toJson } from './safe-text.ts';
import { configurationNotifications, executionNotifications } from './sarif/notifications.ts';
import { resultObject, sourceRoot } from './sarif/results.ts';
import { cweTaxonomy, descriptors } from './sarif/rules.ts';
import { forPlatform, ruleIndex, worstFirst } from './view.ts';

/**
 * GitHub rejects a run with more results than this and shows the first 5,000 by severity
 * (docs.github.com, "SARIF results exceed one or more limits", read 2026-11).
 */
const maxResults = 25_000;

/** SARIF 2.1.0 with all findings: suppressed and waived ones as suppressions, fixed ones as `absent`. */
export const sarif: Format = {
  name: 'sarif',
  description: 'SARIF 2.1.0 with every finding, suppressions and baseline states',
  render: (report) => sarifLog(report, worstFirst(report.decision.findings)),
};

/**
 * SARIF 2.1.0 for GitHub code scanning, which opens an alert for every result whatever its suppressions and its
 * baseline state: so without what is suppressed, waived or fixed and, unless asked, what is only observed.
 */
export const sarifGithub: Format = {
  name: 'sarif-github',
  description: 'SARIF 2.1.0 for GitHub code scanning: only what should open an alert',
  render: (report, options) => sarifLog(report, forPlatform(report, options), 'files-only'),
};

/** `files-only`: a platform that opens no alert without a file; endpoints that none declares stand at the policy. */
type Places = 'as-they-are' | 'files-only';

function sarifLog(
  report: RunReport,
  found: readonly JudgedFinding[],
  places: Places = 'as-they-are',
): string {
  const results = found.slice(0, maxResults);
  return toJson(
    {
      $schema:
        'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
      version: '2.1.0',
      runs: [runObject(report, results, { found: found.length, places })],
    },
    0,
  );
}

function runObject(
  report: RunReport,
  results: readonly JudgedFinding[],
  { found, places }: { readonly found: number; readonly places: Places },
): object {
  const rules = [...ruleIndex(report).values()];
  const driverRules = descriptors(rules, report.decision.findings);
  const index = new Map(driverRules.map(({ id }, position) => [id, position]));
  const failed =
    report.decision.outcome === 'incomplete' ||
    report.checks.some(({ state }) => state === 'failed');
  return {
    tool: {
      driver: {
        name: 'Lockstep',
        organization: 'Lockstep',
        version: report.tool.version,
        semanticVersion: report.tool.version,
        supportedTaxonomies: [{ name: 'CWE', index: 0 }],
        rules: driverRules,
      },
    },
    language: 'en-US',
    automationDetails: { id: automationId(report) },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [sourceRoot]: { description: { text: 'The root of the target.' } } },
    ...provenance(report.target),
    invocations: [
      {
        executionSuccessful: !failed,
        endTimeUtc: report.now,
        toolExecutionNotifications: executionNotifications(report, {
          found,
          written: results.length,
        }),
        toolConfigurationNotifications: configurationNotifications(report),
      },
    ],
    taxonomies: [cweTaxonomy(rules)],
    results: results.map((judged) =>
      resultObject(judged, {
        ruleIndex: index.get(judged.finding.ruleId),
        compared: report.baseline.kind !== 'none',
        file:
          places === 'files-only'
            ? filePlaceOr(judged.finding.location, report)
            : filePlace(judged.finding.location),
      }),
    ),
    properties: {
      outcome: report.decision.outcome,
      policy: { name: report.policy.name, digest: report.policy.digest },
    },
  };
}

/**
 * A platform closes the alerts that are missing in a newer run of the same id: runs that look at different things
 * must not share one. The final `/` says that no run id follows (SARIF 2.1.0 §3.17.3).
 */
function automationId({ checks, target }: RunReport): string {
  const ids = checks.map(({ id }) => id).toSorted();
  const parts = [ids.join('+') || 'none', ...(target.kind === 'directory' ? [] : [target.kind])];
  const within = target.within === '' ? '' : `${relativeUri(target.within)}/`;
  return `lockstep/${parts.join('/')}/${within}`;
}

function provenance({ git }: Target): object {
  const repositoryUri = git?.remote === undefined ? undefined : repositoryUrl(git.remote);
  if (git === undefined || repositoryUri === undefined) return {};
  return {
    versionControlProvenance: [
      {
        repositoryUri,
        revisionId: git.commit,
        ...(git.branch === undefined ? {} : { branch: git.branch }),
        mappedTo: { uriBaseId: sourceRoot },
      },
    ],
  };
}

/** A remote as a URI, `git@host:path` included; undefined for local paths. */
function repositoryUrl(remote: string): string | undefined {
  const scp = /^([\w.-]+@)?([\w.-]+):(?!\/\/)(.+)$/.exec(remote);
  const text = scp === null ? remote : `ssh://${scp[1] ?? ''}${scp[2] ?? ''}/${scp[3] ?? ''}`;
  if (!/^(https?|ssh|git):\/\//.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text).href;
}
