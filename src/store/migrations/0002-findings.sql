-- A series of runs: what one source (a check, or a foreign tool) says of one branch of one repository.
create table streams (
  id bigint generated always as identity primary key,
  product_id bigint not null references products on delete cascade,
  repository text not null,
  branch text not null,
  source text not null,
  is_default boolean not null,
  -- Its latest run; runs that are older than it change nothing.
  run_id uuid,
  ran_at timestamptz,
  unique (product_id, repository, branch, source)
);

create table runs (
  id uuid primary key,
  stream_id bigint not null references streams on delete cascade,
  product_id bigint not null references products on delete cascade,
  -- SHA-256 of what was sent: the same report is one run, however often it comes.
  digest text not null,
  format text not null,
  tool text not null,
  commit_id text not null,
  ran_at timestamptz not null,
  received_at timestamptz not null default now(),
  -- What it looked at: a later run that looked at less does not take its decision back.
  scope text not null,
  outcome text not null check (outcome in ('pass', 'warn', 'block', 'incomplete')),
  counts jsonb not null,
  -- Why the gate says what it says, what was not examined, and what the sender said besides.
  reasons jsonb not null,
  incomplete jsonb not null,
  unique (stream_id, digest)
);
create index runs_of_product on runs (product_id, ran_at desc);
create index runs_of_commit on runs (product_id, commit_id, ran_at desc);

-- One row a finding, not a sighting: it changes when its state or place does.
create table findings (
  id bigint generated always as identity primary key,
  stream_id bigint not null references streams on delete cascade,
  product_id bigint not null references products on delete cascade,
  fingerprint text not null,
  -- docs/fingerprints.md, strict to loose.
  identity text not null,
  identity_moved text not null,
  identity_loose text not null,
  rule text not null,
  -- Of the rule and of its check when it was last seen: verdicts count for these only.
  rule_version integer not null,
  engine_version integer not null,
  -- CWE numbers: what other tools may call by another name.
  cwe integer[] not null,
  -- 0 none, 1 low, 2 medium, 3 high, 4 critical.
  severity smallint not null,
  confidence smallint not null,
  path text not null,
  line integer not null,
  message text not null,
  detail jsonb not null,
  stage text not null,
  effect text not null,
  state text not null check (state in ('open', 'fixed')),
  first_run uuid not null,
  first_seen_at timestamptz not null,
  changed_run uuid not null,
  changed_at timestamptz not null,
  unique (stream_id, fingerprint)
);
create index findings_of_product on findings (product_id, state, severity desc, id);
create index findings_of_stream on findings (stream_id, state);
create index findings_of_state on findings (state, severity desc, id);
create index findings_of_rule on findings (rule, state, severity desc, id);
create index findings_by_name on findings (product_id, fingerprint);

-- Changes of state only: what a run merely saw again is in none.
create table finding_events (
  finding_id bigint not null references findings on delete cascade,
  run_id uuid not null references runs on delete cascade,
  kind text not null check (kind in ('opened', 'moved', 'fixed', 'reopened')),
  at timestamptz not null,
  primary key (finding_id, run_id, kind)
);
create index events_of_run on finding_events (run_id);
