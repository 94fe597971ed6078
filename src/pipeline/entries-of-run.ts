import path from 'node:path';
import { listCommits, type Commit } from '../collect/commits.ts';
import { isThere } from '../io/files.ts';
import type { JudgedFinding } from '../model/decision.ts';
import type { LogEntry, NewLogEntry } from '../model/log-entry.ts';
import type { Policy } from '../model/policy.ts';
import { canonicalJson, digestOf } from '../policy/canonical-json.ts';
import type { LogFacts } from '../rollout/log/log-facts.ts';
import { implicitVerdicts } from '../rollout/implicit-verdicts.ts';
import { entryHead, runEntryOf } from '../rollout/log/run-entry.ts';
import { trailersIn, verdictOfReason } from '../rollout/stated-verdicts.ts';
import { verdictEntry, type StatedVerdict, type VerdictPlace } from '../rollout/verdict-entry.ts';
import type { RunResult } from './assemble.ts';

/** A change of more commits is no change that anybody reviews. */
const MAX_COMMITS = 1_000;

/** What the log says before a run is added to it. */
export interface KnownLog {
  readonly facts: LogFacts;
  /** At least the runs of the branch at hand. */
  readonly runs: readonly LogEntry[];
}

/** What a run adds to the log: itself, the waivers in force, and the verdicts that are spoken beside it. */
export async function entriesOfRun(
  result: RunResult,
  { facts, runs }: KnownLog,
  signal: AbortSignal,
): Promise<readonly NewLogEntry[]> {
  const { report, record, policy, root } = result;
  const commits = await commitsOf(result, signal);
  const decision = digestOf(canonicalJson(record.digests));
  const run = runEntryOf(report, { policy, decision, author: commits[0]?.author ?? '' });
  const { entries } = facts;
  const place = placeOf(result, facts);
  const known = new Set(
    entries.flatMap((entry) =>
      entry.kind === 'verdict' ? [`${entry.fingerprint} ${entry.source}`] : [],
    ),
  );
  const stated = [
    ...fromCommits(commits, report.decision.findings, place),
    ...fromComments(report.decision.findings, place),
  ].filter(({ fingerprint, source }) => !known.has(`${fingerprint} ${source}`));
  const implied =
    run.kind === 'run'
      ? implicitVerdicts([...runs, ...entries], {
          run,
          isThere: (file) => isThere(path.join(root, file)),
        })
      : [];
  return [run, ...waiversOf(result, entries), ...stated, ...implied];
}

/** What verdicts on findings of this run need to know. */
export function placeOf(
  { report, policy }: Pick<RunResult, 'report' | 'policy'>,
  { runs }: LogFacts,
): VerdictPlace {
  const brought = new Set(runs.sightings().flatMap(({ fingerprints }) => [...fingerprints]));
  if (report.baseline.kind !== 'none') {
    for (const { finding } of report.decision.findings) {
      if (finding.state === 'new') brought.add(finding.fingerprint);
    }
  }
  return { head: entryHead(report, policy), checks: report.checks, brought };
}

async function commitsOf(
  { report, root }: RunResult,
  signal: AbortSignal,
): Promise<readonly Commit[]> {
  const { git, base } = report.target;
  if (git === undefined) return [];
  const range =
    base === undefined
      ? { to: git.commit, limit: 1 }
      : { to: git.commit, after: base.mergeBase, limit: MAX_COMMITS };
  const commits = await listCommits(root, range, signal);
  return commits.length > 0 ? commits : listCommits(root, { to: git.commit, limit: 1 }, signal);
}

/** In order of commits, the oldest first: of one person the last word counts. */
function fromCommits(
  commits: readonly Commit[],
  findings: readonly JudgedFinding[],
  place: VerdictPlace,
): readonly (NewLogEntry & { readonly kind: 'verdict' })[] {
  return commits.toReversed().flatMap(({ message, author, at }) =>
    trailersIn(message).trailers.flatMap(({ fingerprint, verdict, reason }) => {
      const judged = findings.find(({ finding }) => finding.fingerprint.startsWith(fingerprint));
      const stated: StatedVerdict = { verdict, source: 'commit-trailer', by: author, reason, at };
      return judged === undefined ? [] : [verdictEntry(judged, stated, place)];
    }),
  );
}

/** Comments that suppress a finding because it is wrong. Who wrote them is not asked: git blame costs too much. */
function fromComments(
  findings: readonly JudgedFinding[],
  place: VerdictPlace,
): readonly (NewLogEntry & { readonly kind: 'verdict' })[] {
  return findings.flatMap((judged) => {
    const { suppression, effect } = judged;
    const verdict = verdictOfReason(suppression?.reason ?? '');
    if (suppression === undefined || effect !== 'suppressed' || verdict === undefined) return [];
    const by = `comment at ${suppression.path}:${suppression.line}`;
    const stated: StatedVerdict = {
      verdict,
      source: 'suppression',
      by,
      reason: suppression.reason,
    };
    return [verdictEntry(judged, stated, place)];
  });
}

/** Waivers that the log does not know yet. */
function waiversOf(
  { report, policy }: RunResult,
  entries: readonly LogEntry[],
): readonly NewLogEntry[] {
  const known = new Set(
    entries.flatMap((entry) => (entry.kind === 'waiver' ? [waiverKey(entry)] : [])),
  );
  return policy.waivers
    .map((waiver) => waiverEntry(waiver, report, policy))
    .filter((waiver) => !known.has(waiverKey(waiver)));
}

type NewWaiver = NewLogEntry & { readonly kind: 'waiver' };

function waiverKey({
  rule,
  scope,
  expires,
}: Pick<NewWaiver, 'rule' | 'scope' | 'expires'>): string {
  return `${rule} ${scope} ${expires}`;
}

function waiverEntry(
  { rule, scope, reason, approved, expires }: Policy['waivers'][number],
  report: RunResult['report'],
  policy: Policy,
): NewWaiver {
  return {
    kind: 'waiver',
    ...entryHead(report, policy),
    rule,
    scope: canonicalJson(scope),
    reason,
    development: approved.development,
    security: approved.security,
    expires,
  };
}
