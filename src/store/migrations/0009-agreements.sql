-- The log of a product as it arrived: whoever has read up to a position goes on from there. A row is held while something is
-- appended, so that positions are seen in their order.
create table log_heads (
  product_id bigint primary key references products on delete cascade,
  position bigint not null,
  -- Of the last entry that can demote a rule, and up to which demotions were worked out.
  moving bigint not null,
  noted bigint not null default 0
);
alter table log_entries add column position bigint;
update log_entries l set position = o.n from (
  select product_id, id, row_number() over (partition by product_id order by at, id) as n from log_entries
) o where o.product_id = l.product_id and o.id = l.id;
alter table log_entries alter column position set not null;
create unique index log_as_arrived on log_entries (product_id, position);
-- Runs are most of it, and most readers ask for the others.
create index log_without_runs on log_entries (product_id, position) where kind <> 'run';
insert into log_heads (product_id, position, moving)
  select product_id, max(position), max(position) from log_entries group by product_id;

-- Policies in force of default branches, as runs report them.
create table policies (
  product_id bigint not null references products on delete cascade,
  repository text not null,
  name text not null,
  digest text not null,
  text text not null,
  -- Whose verdicts count for it: what others say of a rule then moves it too.
  ring text not null,
  seen_at timestamptz not null,
  primary key (product_id, repository)
);

-- Accepted risks of those policies. One that a policy names no longer is kept, with the day on which it was gone.
create table waivers (
  id bigint generated always as identity primary key,
  product_id bigint not null references products on delete cascade,
  repository text not null,
  rule text not null,
  -- Canonical JSON.
  scope text not null,
  reason text not null,
  development text not null,
  security text not null,
  -- The last day on which it holds.
  expires date not null,
  seen_at timestamptz not null,
  gone_at timestamptz,
  unique (product_id, repository, rule, scope, expires)
);
create index waivers_by_end on waivers (expires, id);

-- Each decision on a run with all that it follows from: first as it was made, then as it was made again here, because a
-- waiver had expired, a rule was demoted, or somebody let the commit through.
create table decisions (
  run_id uuid not null references runs on delete cascade,
  product_id bigint not null references products on delete cascade,
  number integer not null,
  cause text not null check (cause in ('reported', 'imported', 'expiry', 'demotion', 'override')),
  decided_at timestamptz not null,
  -- SHA-256 over the digests of the record.
  digest text not null,
  outcome text not null,
  -- Until when it cannot change by the clock alone; null: for ever.
  valid_until timestamptz,
  -- Rules whose findings warn or stop.
  rules text[] not null,
  -- The last demotion that was known then.
  demotion_id bigint not null,
  -- What people want to see without opening the record: break-glass, waivers in use, demotions, notices.
  detail jsonb not null,
  -- The decision record (docs/decisions.md), packed with gzip.
  record bytea not null,
  primary key (run_id, number)
);
create index decisions_in_order on decisions (product_id, decided_at desc);
create index decisions_that_end on decisions (valid_until) where valid_until is not null;

-- Stages that rules lost by themselves. They follow from the log; a row keeps when the service saw it.
create table demotions (
  id bigint generated always as identity primary key,
  product_id bigint not null references products on delete cascade,
  rule text not null,
  stage text not null,
  since timestamptz not null,
  because text not null,
  noted_at timestamptz not null,
  ended_at timestamptz
);
create unique index standing_demotions on demotions (product_id, rule) where ended_at is null;

-- Changes of a policy, or of a rule's stage, that two parties are asked to agree on.
create table proposals (
  id bigint generated always as identity primary key,
  product_id bigint not null references products on delete cascade,
  kind text not null check (kind in ('policy', 'stage')),
  state text not null check (state in ('open', 'agreed', 'rejected', 'withdrawn')),
  -- Of a policy: whose it is. Of a stage: empty, it concerns all of the product.
  repository text not null,
  -- Of a stage; else empty.
  rule text not null,
  from_stage text not null,
  to_stage text not null,
  -- Of a policy; else empty.
  policy text not null,
  -- What is approved: SHA-256 over all that the approvers are shown.
  digest text not null,
  -- What is shown: the evidence, or the difference, in sentences.
  shown jsonb not null,
  reason text not null,
  created_by text not null,
  user_id bigint,
  created_at timestamptz not null,
  closed_by text not null default '',
  closed_at timestamptz
);
create index proposals_in_order on proposals (product_id, id desc);
create index agreed_proposals on proposals (product_id, closed_at) where state = 'agreed';

create table approvals (
  proposal_id bigint not null references proposals on delete cascade,
  user_id bigint not null,
  side text not null check (side in ('development', 'security')),
  name text not null,
  digest text not null,
  at timestamptz not null,
  primary key (proposal_id, user_id, side)
);

-- A tool that finds the same on two commits may write the same bytes: these are two runs, and the gate answers for both.
alter table runs drop constraint runs_stream_id_digest_key;
alter table runs add unique (stream_id, digest, commit_id);
