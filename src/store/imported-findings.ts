import type { Queryable } from './database.ts';

/** What a decision on an imported run looks at. */
export interface ImportedFinding {
  readonly rule: string;
  readonly fingerprint: string;
  readonly path: string;
  readonly line: number;
  /** 0 info to 4 critical. */
  readonly severity: number;
  /** 0 low to 2 high. */
  readonly confidence: number;
  readonly cwe: readonly number[];
  readonly isNew: boolean;
  readonly isSuppressed: boolean;
}

/** What one rule found in an imported run. */
export interface ImportedTally {
  readonly rule: string;
  readonly existing: number;
  readonly new: readonly {
    readonly fingerprint: string;
    readonly path: string;
    readonly copy: string;
  }[];
  readonly fixed: readonly string[];
}

/** The branch that a run is compared with, as it was stored last. */
export interface ComparedWith {
  readonly branch: string;
  readonly runId: string;
  readonly digest: string;
  readonly ranAt: string;
}

/** The run that is being imported, within its transaction. */
export interface ImportedPlace {
  readonly runId: string;
  readonly streamId: number;
}

/**
 * What the run is compared with: of a branch the default one; of the default branch its first run, before which nothing is known.
 * Undefined: with nothing, and then nothing is new.
 */
export async function comparedWith(
  transaction: Queryable,
  { runId, streamId }: ImportedPlace,
): Promise<ComparedWith | undefined> {
  const [row] = await transaction.query<ComparedWith>(
    `select d.branch, r.id as "runId", r.digest, r.ran_at as "ranAt"
     from streams s
     join streams d on d.product_id = s.product_id and d.repository = s.repository and d.source = s.source
       and d.is_default and (d.id = s.id or not s.is_default)
     join lateral (
       select id, digest, ran_at from runs where stream_id = d.id and id <> $2
       order by ran_at desc, received_at desc limit 1) r on true
     where s.id = $1`,
    [streamId, runId],
  );
  return row;
}

/**
 * A finding is new on a branch as long as it stands there only; on the default branch in the runs on the commit that brought it,
 * but for the first run of all. For a finding `f`, the incoming row `i`, the run `$1` and its stream `$2`.
 */
const IS_NEW = `case when (select is_default from streams where id = $2) then f.id in (
    select e.finding_id from finding_events e join runs r on r.id = e.run_id
    where e.kind in ('opened', 'reopened') and r.stream_id = $2
      and r.commit_id = (select commit_id from runs where id = $1)
      and r.id <> (select id from runs where stream_id = $2 order by ran_at, received_at limit 1))
  else not i.is_inherited end`;

/**
 * The findings of the run, with their present names, while it is being imported: those matched, those opened by it, and of a run
 * that came late, which opens none, those without a match.
 */
const PRESENT = `select f.fingerprint, f.rule, i.path, i.line, f.severity, f.confidence, f.cwe, i.effect,
    i.identity_moved as copy, $3::boolean and ${IS_NEW} as is_new
  from incoming i join findings f on f.id = i.finding_id
  where not i.is_gone
  union all
  select f.fingerprint, f.rule, f.path, f.line, f.severity, f.confidence, f.cwe, f.effect,
    f.identity_moved, $3::boolean
  from findings f where f.stream_id = $2 and f.first_run = $1
  union all
  select i.fingerprint, i.rule, i.path, i.line, i.severity, i.confidence, i.cwe, i.effect,
    i.identity_moved, $3::boolean
  from incoming i where i.finding_id is null and not i.is_gone
    and not exists (select from findings f where f.first_run = $1)`;

/** Findings of these rules, in order of rule and name. */
export function importedFindings(
  transaction: Queryable,
  { runId, streamId }: ImportedPlace,
  { rules, isCompared }: { readonly rules: readonly string[]; readonly isCompared: boolean },
): Promise<readonly ImportedFinding[]> {
  return transaction.query<ImportedFinding>(
    `select rule, fingerprint, path, line, severity, confidence, cwe, is_new as "isNew",
       effect = 'suppressed' as "isSuppressed"
     from (${PRESENT}) present where rule = any($4) order by rule, fingerprint, path, line`,
    [runId, streamId, isCompared, rules],
  );
}

/** Rules of the run, in order. */
export async function importedRules(transaction: Queryable): Promise<readonly string[]> {
  const rows = await transaction.query<{ rule: string }>(
    'select distinct rule from incoming where not is_gone order by rule',
  );
  return rows.map(({ rule }) => rule);
}

/** What each rule found; a change that brings more than `most` findings of one rule counts as uncompared, for nobody reads it. */
export function importedTallies(
  transaction: Queryable,
  { runId, streamId }: ImportedPlace,
  { isCompared, most }: { readonly isCompared: boolean; readonly most: number },
): Promise<readonly ImportedTally[]> {
  return transaction.query<ImportedTally>(
    `with present as (${PRESENT}),
     counted as (select rule, count(*) as all, count(*) filter (where is_new) as fresh from present group by rule),
     brought as (
       select rule, count(*) as count, jsonb_agg(jsonb_build_object('fingerprint', fingerprint, 'path', path, 'copy', copy)
         order by fingerprint) as names from present where is_new group by rule having count(*) <= $4),
     fixed as (
       select f.rule, jsonb_agg(f.fingerprint order by f.fingerprint) as names
       from finding_events e join findings f on f.id = e.finding_id
       where e.run_id = $1 and e.kind = 'fixed' group by f.rule having count(*) <= $4)
     select rule, coalesce(c.all, 0) - coalesce(b.count, 0) as existing, coalesce(b.names, '[]') as new,
       coalesce(x.names, '[]') as fixed
     from counted c full join fixed x using (rule) left join brought b using (rule) order by rule`,
    [runId, streamId, isCompared, most],
  );
}
