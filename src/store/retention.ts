import { appendAudit } from './audit.ts';
import type { Database, Queryable } from './database.ts';

/** How long what nobody will ask for again is kept. */
export interface Retention {
  /** Runs that changed nothing, findings since they were fixed, branches since their last run, how endpoints were seen, pull requests since they were closed. */
  readonly days: number;
  /** Scans and their reports, since they ended. */
  readonly scanDays: number;
}

/** How many were deleted. */
export interface Expired {
  readonly runs: number;
  readonly findings: number;
  readonly branches: number;
  readonly scans: number;
  /** Of endpoints: how they were seen for a while. */
  readonly sights: number;
  /** Pull requests. */
  readonly changes: number;
}

/** Of each kind in one transaction: some seconds' work. A branch brings all of its runs and findings along. */
const AT_ONCE = { rows: 10_000, branches: 100 } as const;

/**
 * Deletes what is older, the whole of it, in transactions that are short. Kept whatever their age: the latest run of each
 * stream and of each part of it, how an endpoint was seen last, runs that opened, moved or closed a finding that is still there, findings that are open, verdicts and the rest of
 * the rollout log, the audit log. Each transaction leaves an entry there.
 */
export async function expire(
  database: Database,
  retention: Retention,
  signal?: AbortSignal,
): Promise<Expired> {
  let total: Expired = { runs: 0, findings: 0, branches: 0, scans: 0, sights: 0, changes: 0 };
  for (;;) {
    const some = await database.transaction((transaction) => expireSome(transaction, retention));
    total = {
      runs: total.runs + some.runs,
      findings: total.findings + some.findings,
      branches: total.branches + some.branches,
      scans: total.scans + some.scans,
      sights: total.sights + some.sights,
      changes: total.changes + some.changes,
    };
    const isMore =
      Math.max(some.runs, some.findings, some.scans, some.sights, some.changes) >= AT_ONCE.rows ||
      some.branches >= AT_ONCE.branches;
    if (!isMore || signal?.aborted === true) return total;
  }
}

async function expireSome(transaction: Queryable, { days, scanDays }: Retention): Promise<Expired> {
  const branches = await transaction.query(
    `delete from streams where id in (
       select id from streams where not is_default and ran_at < now() - make_interval(days => $1)
       limit ${AT_ONCE.branches} for update skip locked) returning id`,
    [days],
  );
  const findings = await transaction.query(
    `delete from findings where id in (
       select id from findings where state = 'fixed' and changed_at < now() - make_interval(days => $1)
       limit ${AT_ONCE.rows} for update skip locked) returning id`,
    [days],
  );
  const runs = await transaction.query(
    `delete from runs where id in (
       select r.id from runs r where r.received_at < now() - make_interval(days => $1)
         and not exists (select from streams s where s.id = r.stream_id and s.run_id = r.id)
         and not exists (select from stream_outcomes o where o.run_id = r.id)
         and not exists (select from finding_events e where e.run_id = r.id)
       limit ${AT_ONCE.rows} for update skip locked) returning id`,
    [days],
  );
  const scans = await transaction.query(
    `delete from scans where id in (
       select id from scans where state in ('finished', 'failed')
         and created_at < now() - make_interval(days => $1) and finished_at < now() - make_interval(days => $1)
       limit ${AT_ONCE.rows} for update skip locked) returning id`,
    [scanDays],
  );
  const sights = await transaction.query(
    `delete from endpoint_sights where id in (
       select id from endpoint_sights h where until < now() - make_interval(days => $1)
         and exists (select from endpoint_sights l where l.endpoint_id = h.endpoint_id and l.id > h.id)
       limit ${AT_ONCE.rows} for update skip locked) returning id`,
    [days],
  );
  const changes = await transaction.query(
    `delete from changes where id in (
       select id from changes where not is_open and updated_at < now() - make_interval(days => $1)
       limit ${AT_ONCE.rows} for update skip locked) returning id`,
    [days],
  );
  const expired: Expired = {
    runs: runs.length,
    findings: findings.length,
    branches: branches.length,
    scans: scans.length,
    sights: sights.length,
    changes: changes.length,
  };
  if (Object.values(expired).some((count) => count > 0)) {
    await appendAudit(transaction, {
      actor: 'serve',
      action: 'retention.delete',
      subject: 'what is older than it is kept',
      detail: { ...expired, days, scanDays },
    });
  }
  return expired;
}
