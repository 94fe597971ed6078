import type { JudgedFinding } from '../model/decision.ts';
import type { NewLogEntry, VerdictKind, VerdictSource } from '../model/log-entry.ts';
import type { CheckSummary } from '../model/report.ts';
import type { entryHead } from './log/run-entry.ts';

/** What somebody says of a finding. */
export interface StatedVerdict {
  readonly verdict: VerdictKind;
  readonly source: VerdictSource;
  readonly by: string;
  readonly reason: string;
  /** ISO 8601, where it was said at another time than the run's. */
  readonly at?: string;
}

/** Where a verdict is given: the run that shows the finding. */
export interface VerdictPlace {
  readonly head: ReturnType<typeof entryHead>;
  readonly checks: readonly CheckSummary[];
  /** Fingerprints that a change brought, as this run or the log knows. */
  readonly brought: ReadonlySet<string>;
}

/** Puts a verdict into the words of the log, with the circumstances that decide what it counts for. */
export function verdictEntry(
  { finding, stage, effect }: JudgedFinding,
  stated: StatedVerdict,
  { head, checks, brought }: VerdictPlace,
): NewLogEntry & { readonly kind: 'verdict' } {
  const check = checks.find(({ id }) => id === finding.checkId);
  const rule = check?.rules.find(({ id }) => id === finding.ruleId);
  const { verdict, source, by, reason, at = head.at } = stated;
  return {
    kind: 'verdict',
    ...head,
    at,
    fingerprint: finding.fingerprint,
    rule: finding.ruleId,
    version: rule?.version ?? 0,
    engine: check?.version ?? 0,
    verdict,
    source,
    by,
    reason,
    path: finding.location.path,
    copy: finding.identities.moved,
    isNew: brought.has(finding.fingerprint),
    stage,
    blocked: effect === 'blocks',
  };
}
