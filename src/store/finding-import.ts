import type { Queryable } from './database.ts';
import type { RunCounts, RunHead, RunScope } from './run.ts';

/** A finding as a run reports it. */
export interface IncomingFinding {
  /** What people call it by, if it has no counterpart yet. */
  readonly fingerprint: string;
  /** Digests from strict to loose, without their index among equals (docs/fingerprints.md). */
  readonly identity: string;
  readonly identityMoved: string;
  readonly identityLoose: string;
  readonly rule: string;
  readonly cwe: readonly number[];
  /** 0 none to 4 critical; below 0: as its rule says. */
  readonly severity: number;
  /** 0 low to 2 high. */
  readonly confidence: number;
  readonly path: string;
  readonly line: number;
  readonly message: string;
  /** Excerpt and evidence, as the report has them. */
  readonly detail: object;
  readonly stage: string;
  readonly effect: string;
  /** The report says that it is gone. */
  readonly isGone: boolean;
  /** The report has compared it with a base, and found it nowhere there. */
  readonly isNew?: boolean;
}

/** What the reports of a run are compared with, and written as. */
interface Place {
  readonly runId: string;
  readonly streamId: number;
  readonly productId: number;
  readonly at: string;
}

/** Puts what a run reports into a table that lives as long as the transaction. */
export async function stageFindings(
  database: Queryable,
  findings: AsyncIterable<readonly IncomingFinding[]>,
): Promise<void> {
  await database.query(
    `create temporary table incoming (
       n bigint generated always as identity primary key, fingerprint text, identity text,
       identity_moved text, identity_loose text, rule text, cwe integer[], severity smallint,
       confidence smallint, path text, line integer, message text, detail jsonb, stage text,
       effect text, is_gone boolean, is_new boolean, rule_version integer not null default 0,
       engine_version integer not null default 0, finding_id bigint, is_inherited boolean not null default false
     ) on commit drop`,
  );
  for await (const batch of findings) {
    // One parameter for a batch of any size, and no quoting of our own.
    await database.query(
      `insert into incoming (fingerprint, identity, identity_moved, identity_loose, rule, cwe, severity,
         confidence, path, line, message, detail, stage, effect, is_gone, is_new)
       select fingerprint, identity, "identityMoved", "identityLoose", rule, cwe, severity,
         confidence, path, line, message, detail, stage, effect, "isGone", coalesce("isNew", false)
       from jsonb_to_recordset($1::jsonb) as x(fingerprint text, identity text, "identityMoved" text,
         "identityLoose" text, rule text, cwe integer[], severity smallint, confidence smallint,
         path text, line integer, message text, detail jsonb, stage text, effect text, "isGone" boolean, "isNew" boolean)`,
      [storable(batch)],
    );
  }
}

/** What jsonb refuses within texts (PostgreSQL, §8.14): U+0000, and halves of surrogate pairs. Tools quote binary files. */
const REFUSED = /\\u(?:0000|d[89a-f])/u;

/** As JSON, with U+FFFD in place of what cannot be stored. */
function storable(batch: readonly IncomingFinding[]): string {
  const text = JSON.stringify(batch);
  if (!REFUSED.test(text)) return text;
  return JSON.stringify(batch, (_key, value: unknown) =>
    // Encoding replaces halves of pairs.
    typeof value === 'string' ? Buffer.from(value.replaceAll('\0', '\u{fffd}')).toString() : value,
  );
}

/** Completes findings with what their rules say. */
export async function addRuleFacts(
  database: Queryable,
  {
    rules,
    rulePrefix,
    quotesSecrets = false,
  }: Pick<RunHead, 'rules' | 'rulePrefix' | 'quotesSecrets'>,
): Promise<void> {
  if (quotesSecrets) await database.query(`update incoming set detail = '{}'`);
  const facts = [...rules].map(([rule, known]) => ({ rule, ...known }));
  await database.query(
    `update incoming i set cwe = case when i.cwe = '{}' then r.cwe else i.cwe end,
       severity = case when i.severity < 0 then r.severity else i.severity end,
       rule_version = r.version, engine_version = r.engine
     from jsonb_to_recordset($1::jsonb) as r(rule text, cwe integer[], severity smallint,
       version integer, engine integer)
     where r.rule = i.rule`,
    [JSON.stringify(facts)],
  );
  await database.query(
    `update incoming set severity = case when severity < 0 then 2 else severity end, rule = $1 || rule
     where severity < 0 or $1 <> ''`,
    [rulePrefix],
  );
}

/** One way to recognise a finding that is known; strict before loose. */
interface Pass {
  readonly key: string;
  readonly of: 'open' | 'fixed';
  /** Of the stream itself, or of the default branch, for findings that may stand there; else of both. */
  readonly whose?: 'own' | 'inherited';
}

const passes: readonly Pass[] = [
  { key: `identity || ' ' || path`, of: 'open' },
  { key: 'identity_moved', of: 'open', whose: 'own' },
  { key: 'identity_moved', of: 'open', whose: 'inherited' },
  { key: `identity_loose || ' ' || path`, of: 'open' },
  { key: `identity || ' ' || path`, of: 'fixed' },
  { key: 'identity_moved', of: 'fixed' },
];

/**
 * Recognises what was reported before: each known finding once, equals in order of place, n log n. Of a branch also what
 * stands on the default branch, which is not new there. A run over a change says nothing of files that stayed as they were: what it
 * has found to be new is a further one, not one of those that has moved.
 */
export async function matchIncoming(
  database: Queryable,
  {
    streamId,
    stream,
    scope: { isWhole },
  }: {
    readonly streamId: number;
    readonly stream: { readonly isDefault: boolean };
    readonly scope: Pick<RunScope, 'isWhole'>;
  },
): Promise<void> {
  await database.query(
    `create temporary table known on commit drop as
       select id, identity, identity_moved, identity_loose, path, line, state, false as is_taken,
         false as is_inherited
       from findings where stream_id = $1`,
    [streamId],
  );
  if (!stream.isDefault) {
    await database.query(
      `insert into known
         select f.id, f.identity, f.identity_moved, f.identity_loose, f.path, f.line, f.state, false, true
         from findings f join streams s on s.id = f.stream_id join streams own on own.id = $1
         where s.product_id = own.product_id and s.repository = own.repository
           and s.source = own.source and s.is_default and s.id <> own.id and f.state = 'open'`,
      [streamId],
    );
  }
  // The planner knows nothing of tables that were made a moment ago.
  await database.query('analyze incoming');
  await database.query('analyze known');
  for (const { key, of, whose } of passes) {
    await database.query(
      `with i as (
         select n, ${key} as key, row_number() over (partition by ${key} order by path, line, n) as r
         from incoming where finding_id is null and not ($2 = 'inherited' and is_new and not $3)),
       k as (
         select id, is_inherited, ${key} as key,
           row_number() over (partition by ${key} order by path, line, id) as r
         from known where not is_taken and state = $1 and ($2 = '' or is_inherited = ($2 = 'inherited'))),
       pair as (select n, id, is_inherited from i join k using (key, r)),
       taken as (update known set is_taken = true from pair where known.id = pair.id)
       update incoming set finding_id = pair.id, is_inherited = pair.is_inherited
       from pair where incoming.n = pair.n`,
      [of, whose ?? '', isWhole],
    );
  }
}

/** Writes what has changed, and nothing else. */
export async function settleMatches(
  database: Queryable,
  place: Place,
  scope: RunScope,
): Promise<RunCounts> {
  const opened = await open(database, place);
  const reopened = await change(database, place, {
    kind: 'reopened',
    where: `f.state = 'fixed' and not i.is_gone`,
    set: `state = 'open', `,
  });
  const moved = await change(database, place, {
    kind: 'moved',
    where: `f.state = 'open' and not i.is_gone and f.path <> i.path`,
    set: '',
  });
  const fixed = await close(database, place, scope);
  await refresh(database);
  const [seen] = await database.query<{ count: number }>(
    'select count(*) from incoming where finding_id is not null and not is_gone',
  );
  const existing = (seen?.count ?? 0) - moved - reopened;
  return { new: opened, existing, moved, fixed, reopened };
}

/** A name that is taken in the stream gets the next free index. */
async function open(
  database: Queryable,
  { runId, streamId, productId, at }: Place,
): Promise<number> {
  const rows = await database.query(
    `with fresh as (
       select i.*, split_part(fingerprint, ':', 1) as digest,
         coalesce(nullif(split_part(fingerprint, ':', 2), ''), '0')::integer as index,
         row_number() over (partition by fingerprint order by path, line, n) = 1
           and not exists (select from findings f
             where f.stream_id = $2 and f.fingerprint = i.fingerprint) as is_free
       from incoming i where finding_id is null and not is_gone),
     named as (
       select fresh.*, case when is_free then fingerprint else digest || ':' || (
         greatest(max(index) over (partition by digest), coalesce((
           select max(split_part(f.fingerprint, ':', 2)::integer) from findings f
           where f.stream_id = $2 and f.identity = fresh.identity), 0))
         + row_number() over (partition by digest, is_free order by path, line, n)) end as name
       from fresh),
     made as (
       insert into findings (stream_id, product_id, fingerprint, identity, identity_moved,
         identity_loose, rule, rule_version, engine_version, cwe, severity, confidence, path, line,
         message, detail, stage, effect, state, first_run, first_seen_at, changed_run, changed_at)
       select $2, $3, name, identity, identity_moved, identity_loose, rule, rule_version, engine_version, cwe,
         severity, confidence, path, line, message, detail, stage, effect, 'open', $1, $4, $1, $4 from named
       order by path, line, n
       returning id)
     insert into finding_events (finding_id, run_id, kind, at)
       select id, $1, 'opened', $4 from made returning finding_id`,
    [runId, streamId, productId, at],
  );
  return rows.length;
}

interface Change {
  readonly kind: string;
  /** Of `f`, the finding, and `i`, what was reported. */
  readonly where: string;
  readonly set: string;
}

async function change(
  database: Queryable,
  { runId, at }: Place,
  { kind, where, set }: Change,
): Promise<number> {
  const rows = await database.query(
    `with changed as (
       update findings f set ${set} path = i.path, line = i.line, changed_run = $1, changed_at = $2
       from incoming i where i.finding_id = f.id and not i.is_inherited and ${where}
       returning f.id)
     insert into finding_events (finding_id, run_id, kind, at)
       select id, $1, '${kind}', $2 from changed returning finding_id`,
    [runId, at],
  );
  return rows.length;
}

/** What the run has looked for and not found, or calls gone. */
async function close(
  database: Queryable,
  { runId, streamId, at }: Place,
  { checks, within, isWhole, unknownPaths }: RunScope,
): Promise<number> {
  const rows = await database.query(
    `with gone as (
       update findings f set state = 'fixed', changed_run = $1, changed_at = $3
       where f.stream_id = $2 and f.state = 'open' and f.first_run <> $1 and (
         exists (select from incoming i where i.finding_id = f.id and i.is_gone)
         or $4 and not exists (select from incoming i where i.finding_id = f.id)
           and ($5::text[] is null or split_part(f.rule, '/', 1) = any($5))
           and ($6 = '' or f.path = $6 or starts_with(f.path, $6 || '/'))
           and not f.path = any($7))
       returning f.id)
     insert into finding_events (finding_id, run_id, kind, at)
       select id, $1, 'fixed', $3 from gone returning finding_id`,
    [runId, streamId, at, isWhole, checks ?? null, within, unknownPaths],
  );
  return rows.length;
}

/** Places and texts that have changed without a change of state. */
async function refresh(database: Queryable): Promise<void> {
  await database.query(
    `update findings f set line = i.line, message = i.message, detail = i.detail, stage = i.stage,
       effect = i.effect, severity = i.severity, confidence = i.confidence, cwe = i.cwe,
       identity = i.identity, identity_moved = i.identity_moved, identity_loose = i.identity_loose,
       rule_version = i.rule_version, engine_version = i.engine_version
     from incoming i
     where i.finding_id = f.id and not i.is_inherited and not i.is_gone and (
       f.line, f.message, f.detail, f.stage, f.effect, f.severity, f.confidence, f.identity, f.identity_moved,
       f.identity_loose, f.rule_version, f.engine_version) is distinct from (
       i.line, i.message, i.detail, i.stage, i.effect, i.severity, i.confidence, i.identity, i.identity_moved,
       i.identity_loose, i.rule_version, i.engine_version)`,
  );
}
