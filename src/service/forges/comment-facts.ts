import type { Effect } from '../../model/decision.ts';
import { findingsOfRun, type ChangeWork } from '../../store/changes.ts';
import type { Queryable } from '../../store/database.ts';
import { findRun } from '../../store/runs.ts';
import { storedSummary } from './change-summary.ts';
import type { CommentFacts, CommentFinding } from './comment.ts';

/** What is known of a change. */
export type ChangeState =
  | { readonly state: 'pending' }
  /** Its scan came to no end. */
  | { readonly state: 'failed'; readonly why: string }
  | { readonly state: 'decided'; readonly facts: CommentFacts };

/** What the scan of a change came to, as it is decided now. */
export async function stateOf(
  database: Queryable,
  work: ChangeWork,
  publicUrl: string | undefined,
): Promise<ChangeState> {
  const { scan } = work;
  if (scan === null) return { state: 'failed', why: 'its scan was deleted' };
  if (scan.state === 'queued' || scan.state === 'running') return { state: 'pending' };
  if (scan.state === 'failed') return { state: 'failed', why: scan.detail };
  const summary = storedSummary(scan.report);
  const run = scan.runId === null ? undefined : await findRun(database, scan.runId, undefined);
  if (summary === undefined || run === undefined) {
    return { state: 'failed', why: 'what was found is not kept any more' };
  }
  const fingerprints = summary.findings.map(({ fingerprint }) => fingerprint);
  const known = new Map(
    (await findingsOfRun(database, run.id, fingerprints)).map((each) => [each.fingerprint, each]),
  );
  const counts = { ...summary.counts };
  const findings = summary.findings.map((finding): CommentFinding => {
    const { id, effect = '' } = known.get(finding.fingerprint) ?? {};
    // A demotion, or somebody who let it through, may have come after the report.
    const now = finding.effect === 'fixed' || !isEffect(effect) ? finding.effect : effect;
    counts[finding.effect] -= 1;
    counts[now] += 1;
    return { ...finding, effect: now, id };
  });
  return {
    state: 'decided',
    facts: {
      head: work.head,
      isFork: work.isFork,
      publicUrl,
      run: run.id,
      outcome: run.outcome,
      reasons: run.reasons
        .filter(({ outcome, fingerprints: of }) => outcome === run.outcome && of.length === 0)
        .map(({ text }) => text),
      counts,
      findings,
      summary,
    },
  };
}

const effects: ReadonlySet<string> = new Set([
  'blocks',
  'warns',
  'observed',
  'existing',
  'suppressed',
  'waived',
]);

function isEffect(effect: string): effect is Effect {
  return effects.has(effect);
}
