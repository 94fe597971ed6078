-- What is done now and then, by one process at a time of all that share the database.
create table periodic_work (
  name text primary key,
  begun_at timestamptz not null
);

-- Repositories that the service fetches and examines itself.
create table repositories (
  id bigint generated always as identity primary key,
  product_id bigint not null references products on delete cascade,
  -- https, without user and password.
  url text not null,
  -- Empty: the one that the server calls its default.
  branch text not null,
  -- Of the default branch: what stands there is not new on others.
  is_default boolean not null,
  -- Ids of checks; empty: those of the repository's own policy.
  checks text[] not null,
  -- The name of a secret file on the machine that fetches, never a secret; empty: none.
  credentials text not null,
  -- Five fields of cron, in that time zone; empty: only when asked.
  schedule text not null,
  time_zone text not null,
  -- When it is next to be examined; null: never, or not planned yet.
  due_at timestamptz,
  -- The latest scan (which may be deleted: scans refer to this table), and when one last came to an end with a report.
  scan_id uuid,
  examined_at timestamptz,
  created_by text not null,
  created_at timestamptz not null default now(),
  unique (product_id, url, branch)
);
create index repositories_due on repositories (due_at);

alter table endpoints
  add column schedule text not null default '0 3 * * *',
  add column time_zone text not null default 'UTC',
  add column due_at timestamptz,
  add column scan_id uuid,
  add column examined_at timestamptz,
  -- observed, partial or unreachable, and what could not be told.
  add column state text,
  add column doubts jsonb not null default '[]',
  -- What was last seen of it: the letter (? where it could not be told), the end of the certificate that ends first, what has
  -- changed since the time before. The observation itself is what the next one is compared with.
  add column grade text,
  add column certificate_ends_at timestamptz,
  add column drift jsonb not null default '[]',
  add column observation text;
create index endpoints_due on endpoints (due_at);

alter table scans
  add column repository_id bigint references repositories on delete cascade,
  add column endpoint_id bigint references endpoints on delete cascade,
  -- The run that it was stored as.
  add column run_id uuid;
