-- What the service has been asked to examine itself.
create table scans (
  id uuid primary key,
  product_id bigint references products on delete cascade,
  check_id text not null,
  -- archive, snippet, endpoint or repository, and which one.
  subject jsonb not null,
  state text not null check (state in ('queued', 'running', 'finished', 'failed')),
  -- 0 pass, 1 blocked, 2 could not decide, 3 nothing to examine: the exit codes of the command line.
  exit_code smallint,
  report jsonb,
  -- Why there is no report.
  detail text not null default '',
  attempts smallint not null default 0,
  created_by text not null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create index scans_in_order on scans (created_at desc);

-- What is to be examined, until it was.
create table scan_inputs (
  scan_id uuid primary key references scans on delete cascade,
  bytes bytea not null
);

-- Endpoints that may be connected to: nobody has the service connect anywhere else.
create table endpoints (
  id bigint generated always as identity primary key,
  product_id bigint not null references products on delete cascade,
  host text not null,
  port integer not null check (port between 1 and 65535),
  created_by text not null,
  created_at timestamptz not null default now(),
  unique (product_id, host, port)
);
