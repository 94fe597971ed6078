import type { Database, Queryable } from '../src/store/database.ts';
import { rolloutLogs } from './console-logs.ts';
import { withoutIndexes } from './without-indexes.ts';

/** An organisation: how many of what. */
export interface Size {
  readonly products: number;
  readonly findings: number;
}

/** A number in [0, 1) that follows from a number and a salt. */
const chance = (n: string, salt: number): string =>
  `((hashint8extended(${n}, ${salt}) & 1048575) / 1048576.0::float8)`;
/** A rank from 1 to \`most\`, as Zipf has it: twice the rank, half as often. */
const rank = (n: string, salt: number, most: string): string =>
  `least(${most}, floor(exp(${chance(n, salt)} * ln(${most} + 1.0::float8))))::integer`;

const WORDS =
  'account address admin alert amount archive array asset audit backup balance batch billing bridge broker bucket buffer build cache calendar cart catalog channel charge check client cluster column command config console contact content context control counter credit cursor customer dashboard database decoder delivery deposit device digest document driver editor email encoder engine entry event export factory feature field filter folder format gateway graph group handler header health history import index inventory invoice journal kernel label ledger limit listener loader locale logger login mailer manager mapper market member memory menu merchant message metric mirror model monitor network notice order owner packet parser partner password payment pipeline planner player policy portal printer process profile provider proxy query queue quota reader receipt record refund region registry render report request reset resource result router runner schema search secret sender server service session setting shipping signal socket source stock storage stream student supplier table tenant ticket token tracker transfer trigger update upload user validator vault vendor version video voucher wallet warehouse webhook widget worker writer zone';
/** What is wrong, by rank of a rule; the more frequent the earlier. */
const SENTENCES = [
  'User input reaches a query of the database without being bound as a value',
  'This value is never used after it was assigned',
  'A path that comes from the request is opened without being confined to a folder',
  'The result of this call is not looked at, so that a failure passes unseen',
  'Text of the user becomes markup of the page',
  'A regular expression takes exponential time on some texts',
  'The key is written in the source',
  'A certificate is accepted whoever it is of',
  'This version has a known vulnerability that a newer one does not have',
  'The random number can be predicted, and protects something',
  'An object of the user is merged into one of the program',
  'The address that is asked comes from outside (server-side request forgery)',
  'The digest is not fit for passwords',
];

/**
 * Fills a new database with an organisation as they are: a few products have most of the findings, a few rules make most of them, some
 * repositories have branches, most messages name something of the place. By SQL within the database, deterministic; ends with `analyze`.
 */
export async function fillOrganisation(database: Database, size: Size): Promise<void> {
  await database.transaction(async (transaction) => {
    // What refers to something is made of it: nothing has to be looked up.
    await transaction.query(
      'set local session_replication_role = replica; set local statement_timeout = 0',
    );
    await structure(transaction, size);
    await withoutIndexes(transaction, 'findings', () => findings(transaction, size));
    await counts(transaction);
    await withoutIndexes(transaction, 'finding_events', () => history(transaction));
    await around(transaction);
  });
  await rolloutLogs(database);
  await database.query('vacuum analyze');
}

/** Products, streams and their runs. */
async function structure(transaction: Queryable, { products, findings: all }: Size): Promise<void> {
  await transaction.query(
    `create temporary table words on commit drop as select string_to_array('${WORDS}', ' ') as w`,
  );
  await transaction.query(
    `insert into products (name, tier, exposure)
     select w[1 + n * 7 % 150] || '-' || w[1 + n * 13 % 149] || '-' || n, 1 + n % 4,
       case n % 3 when 0 then 'internet' when 1 then 'internal' end
     from generate_series(1, $1::integer) n, words`,
    [products],
  );
  await transaction.query(
    `insert into streams (product_id, repository, branch, source, is_default, ran_at)
     select p.id, 'example/' || p.name || case r when 0 then '' else '-' || w[1 + (p.id * 3 + r) % 150] end, b.branch,
       b.source, b.branch = 'main', now() - ((p.id * 7 + r) % 60) * interval '11 hours'
     from products p, words, generate_series(0, (p.id % 3)::integer) r,
       (values ('main', 'lockstep'), ('main', 'semgrep'), ('main', 'trivy'), ('feature/login', 'lockstep'),
         ('release-2', 'semgrep')) b(branch, source)
     where p.id % 50 <> 49 and (b.branch = 'main' or p.id % 3 <> 0)`,
  );
  await transaction.query(
    `insert into runs (id, stream_id, product_id, digest, format, tool, commit_id, ran_at, received_at, outcome, counts, reasons,
       incomplete, scope)
     select md5(s.id || ' ' || n)::uuid, s.id, s.product_id, md5(s.id || '/' || n), s.source, s.source,
       md5(s.repository || n), s.ran_at - n * interval '31 hours', s.ran_at - n * interval '31 hours',
       (array['pass', 'warn', 'block', 'pass', 'pass', 'incomplete'])[1 + (s.id + n) % 6],
       '{"new": 2, "existing": 120, "moved": 1, "fixed": 3, "reopened": 0}', '[]', '[]',
       '[["code", "components", "secrets"], "", true]'
     from streams s, generate_series(0, case s.source when 'lockstep' then 11 else 5 end) n`,
  );
  await transaction.query(`update streams set run_id = md5(id || ' 0')::uuid`);
  await transaction.query(
    `create temporary table shares on commit drop as
       select s.id, s.product_id, s.source, s.repository, s.is_default,
         ceil($1 * power(s.product_id, -0.7) * case when s.is_default then 1.0 else 0.5 end
           / sum(power(s.product_id, -0.7) * case when s.is_default then 1.0 else 0.5 end) over ())::integer as size
       from streams s`,
    [all],
  );
  await transaction.query(
    `create temporary table rules on commit drop as
     select s.source, n, case s.source when 'lockstep' then (array['code', 'components', 'code', 'secrets', 'tls'])[1 + n % 5]
         else s.source end || '/' || w[1 + n * 11 % 150] || '-' || w[1 + n * 17 % 149] || case when n > 150 then '-' || n else '' end
         as rule,
       (array[1, 2, 3, 2, 1, 0, 2, 3, 2, 1, 4, 2])[1 + n % 12] as severity,
       (array['${SENTENCES.join(`', '`)}'])[1 + n % ${SENTENCES.length}] as sentence,
       (array['existing', 'observed', 'existing', 'observed', 'existing', 'warns', 'existing'])[1 + n % 7] as effect
     from words, (values ('lockstep', 160), ('semgrep', 600), ('trivy', 40)) s(source, most), generate_series(1, s.most) n`,
  );
  await transaction.query('create index on rules (source, n)');
  await transaction.query('analyze shares, rules, runs');
}

async function findings(transaction: Queryable, { findings: all }: Size): Promise<void> {
  await transaction.query(
    `create temporary table texts on commit drop as
     select n, w[1 + n % 150] as word, 'src/' || w[1 + n * 7 % 149] || '/' || w[1 + n % 150] || '-' || w[1 + n / 150] || '.ts' as path,
       w[1 + n / 150] || 'Of' || initcap(w[1 + n % 150]) || '(' || w[1 + n * 3 % 149] || n % 97 || ')' as call,
       repeat(w[1 + n % 150] || ' = await read(' || w[1 + n / 150] || ');' || chr(10), 5) as excerpt
     from words, generate_series(0, 150 * 150 - 1) n`,
  );
  await transaction.query('create unique index on texts (n)');
  await transaction.query('analyze texts');
  await transaction.query(
    `insert into findings (stream_id, product_id, fingerprint, identity, identity_moved, identity_loose, rule, rule_version,
       engine_version, cwe, severity, confidence, path, line, message, detail, stage, effect, state, first_run,
       first_seen_at, changed_run, changed_at)
     select i.stream_id, i.product_id, i.name || ':0', i.name, reverse(i.name), i.name, r.rule, 1, 1,
       array[79 + i.n % 20], r.severity, i.n % 3, place.path, 1 + i.n % 900,
       case when r.n % 3 = 0 then r.sentence else r.sentence || ': ' || said.call end
         || case when i.n % 9973 = 0 then ', as log4shell' else '' end,
       jsonb_build_object('excerpt', said.excerpt, 'evidence',
         case when r.rule like 'components/%' then jsonb_build_object('kind', 'component', 'ecosystem', 'npm', 'name',
           said.word, 'version', '1.2.' || i.n % 30, 'advisories', jsonb_build_array('GHSA-' || left(i.name, 14)))
         else jsonb_build_object('kind', 'code', 'steps', jsonb_build_array(place.path, said.word)) end),
       'observe', case when i.luck < 0.002 then 'blocks' when i.luck < 0.003 then 'waived' when i.luck < 0.01 then 'suppressed'
         else r.effect end,
       case when i.luck > 0.65 then 'fixed' else 'open' end, opened.id, opened.ran_at, changed.id, changed.ran_at
     from (
       select s.id as stream_id, s.product_id, s.source, n.n, md5(s.id || ' ' || n.n) as name,
         ${chance('(s.id << 20) + n.n', 4)} as luck,
         (case when ${chance('(s.id << 20) + n.n', 5)} < 0.7 then 5 else n.n % 5 end)::integer as run,
         ${rank('(s.id << 20) + n.n', 3, "case s.source when 'lockstep' then 160 when 'semgrep' then 600 else 40 end")} as rule,
         (hashint8extended(n.n / 4, s.product_id) & 16383)::integer as place,
         (hashint8extended(n.n, s.product_id) & 16383)::integer as said
       from shares s, generate_series(1, s.size) n(n)) i
     join rules r on r.source = i.source and r.n = i.rule
     join texts place on place.n = i.place join texts said on said.n = i.said
     join runs opened on opened.id = md5(i.stream_id || ' ' || i.run)::uuid
     join runs changed on changed.id = md5(i.stream_id || ' ' || case when i.luck > 0.65 then i.run / 2 else i.run end)::uuid
     limit $1`,
    [all],
  );
}

/** As the triggers of migration 0018 would have kept them, which do not run here. */
async function counts(transaction: Queryable): Promise<void> {
  await transaction.query(
    `insert into stream_counts
       select stream_id, state, severity, effect, split_part(rule, '/', 1), count(*) from findings group by 1, 2, 3, 4, 5;
     insert into rule_counts
       select s.id % 16, s.is_default, f.state, f.severity, f.effect, f.rule, count(*)
       from findings f join streams s on s.id = f.stream_id group by 1, 2, 3, 4, 5, 6`,
  );
}

/** What opened and closed them. */
async function history(transaction: Queryable): Promise<void> {
  await transaction.query(
    `insert into finding_events (finding_id, run_id, kind, at)
     select id, first_run, 'opened', first_seen_at from findings
     union all select id, changed_run, 'fixed', changed_at from findings where state = 'fixed'`,
  );
}

/** Decisions, waivers, the audit log, endpoints, people. */
async function around(transaction: Queryable): Promise<void> {
  await transaction.query(
    `insert into stream_outcomes (stream_id, scope, run_id, outcome, ran_at)
     select r.stream_id, r.scope, r.id, r.outcome, r.ran_at from runs r join streams s on s.run_id = r.id`,
  );
  await transaction.query(
    `insert into decisions (run_id, product_id, number, cause, decided_at, digest, outcome, valid_until, rules, detail, record,
       demotion_id)
     select r.id, r.product_id, 1, 'reported', r.ran_at, md5(r.id::text), r.outcome, null, '{}',
       '{"breakGlass": null, "waivers": [], "demotions": [], "notices": []}', decode(repeat(md5(r.id::text), 60), 'hex'), 0
     from runs r join streams s on s.id = r.stream_id where s.source = 'lockstep'`,
  );
  await transaction.query(
    `insert into waivers (product_id, repository, rule, scope, reason, development, security, expires, seen_at)
     select s.product_id, s.repository, 'code/rule-' || n, '{"path":"src/' || n || '"}', 'no text of others comes here',
       'a.developer', 'a.security', current_date + (s.id * 7 + n)::integer % 180 - 10, now()
     from streams s, generate_series(1, 2) n where s.is_default and s.source = 'lockstep'`,
  );
  await transaction.query(
    `insert into audit (number, at, actor, action, subject, detail, previous, digest)
     select n, now() - (50000 - n) * interval '3 minutes', 'person p' || n % 300, 'verdict.give', 'finding ' || n, '{}',
       md5((n - 1)::text), md5(n::text) from generate_series(1, 50000) n`,
  );
  await transaction.query(
    `insert into endpoints (product_id, host, port, created_by, grade, state, certificate_ends_at, examined_at)
     select id, name || '.example', 443, 'person p1', (array['A', 'A', 'B', 'C'])[1 + id % 4], 'observed',
       now() + (id % 300) * interval '1 day', now() from products`,
  );
  await transaction.query(
    `insert into repositories (product_id, url, branch, is_default, checks, credentials, schedule, time_zone, created_by)
     select distinct product_id, 'https://git.example/' || repository, '', true, '{}'::text[], '', '', 'UTC', 'person p1'
     from streams where is_default`,
  );
  await transaction.query(
    `insert into users (name, created_by) select 'p' || n, 'person p0' from generate_series(1, 2000) n`,
  );
  await transaction.query(
    `with made as (insert into users (name, created_by) values ('admin', 'bench') returning id)
     insert into memberships (user_id, role) select id, 'admin' from made`,
  );
  // Somebody who works on thirty products, large and small.
  await transaction.query(
    `insert into memberships (user_id, role, product_id)
     select (select id from users where name = 'p1'), 'developer', id from products where id % 33 = 3`,
  );
}
