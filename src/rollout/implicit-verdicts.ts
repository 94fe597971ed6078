import type { LogEntry, NewFinding, NewLogEntry, RuleTally, RunEntry } from '../model/log-entry.ts';

/** What is known of the change at hand. */
export interface PresentChange {
  readonly run: Omit<RunEntry, 'id' | 'v'>;
  /** Whether a file is still there. */
  readonly isThere: (path: string) => boolean;
}

/**
 * Verdicts that the course of a change speaks: what an earlier run of the same branch found new and this one does not
 * find any more. Where its file is still there somebody mended it (`implicit-fixed`: counts as a true finding at the
 * gate for warn, never for block); where it is gone nobody said anything about it (`implicit-vanished`: never counts).
 */
export function implicitVerdicts(
  entries: readonly LogEntry[],
  { run, isThere }: PresentChange,
): readonly NewLogEntry[] {
  if (run.mode !== 'since' || run.branch === '') return [];
  const told = new Set(
    entries.flatMap((entry) => (entry.kind === 'verdict' ? [entry.fingerprint] : [])),
  );
  const present = new Set(
    run.rules.flatMap((tally) => tally.new.map(({ fingerprint }) => fingerprint)),
  );
  const gone = new Map<string, Gone>();
  for (const tally of entries.flatMap((entry) => talliesOf(entry, run))) {
    for (const finding of tally.new) {
      const { fingerprint } = finding;
      if (!present.has(fingerprint) && !told.has(fingerprint)) {
        gone.set(fingerprint, { tally, finding });
      }
    }
  }
  return [...gone.values()].map((each) => verdictOn(each, { run, isThere }));
}

interface Gone {
  readonly tally: RuleTally;
  readonly finding: NewFinding;
}

function talliesOf(entry: LogEntry, run: PresentChange['run']): readonly RuleTally[] {
  return entry.kind === 'run' && isOfSameChange(entry, run) ? entry.rules : [];
}

function verdictOn({ tally, finding }: Gone, { run, isThere }: PresentChange): NewLogEntry {
  const { rule, version, engine, stage } = tally;
  const isMended = isThere(finding.path);
  return {
    kind: 'verdict',
    at: run.at,
    product: run.product,
    group: run.group,
    repository: run.repository,
    ...finding,
    rule,
    version,
    engine,
    stage,
    verdict: isMended ? 'true-positive-fixed' : 'unclear',
    source: isMended ? 'implicit-fixed' : 'implicit-vanished',
    by: run.author,
    reason: '',
    isNew: true,
    blocked: false,
  };
}

function isOfSameChange(entry: RunEntry, run: PresentChange['run']): boolean {
  return (
    entry.mode === 'since' && entry.branch === run.branch && entry.repository === run.repository
  );
}
