-- GitHub or GitLab, which tells of pull requests, and is told what was decided on them.
create table forges (
  id uuid primary key,
  name text not null unique check (length(name) between 1 and 100),
  kind text not null check (kind in ('github', 'gitlab')),
  -- As browsers reach it, without a path at its end: repositories below it are its own.
  url text not null,
  -- What it is asked with, and what its webhooks are signed with, sealed (src/io/sealing.ts).
  secret text not null,
  key_id text not null,
  -- What it last refused, and since when; empty: nothing.
  problem text not null default '',
  failing_since timestamptz,
  -- When a webhook of it last came.
  heard_at timestamptz,
  created_by text not null,
  created_at timestamptz not null default now()
);

-- Webhooks that came: none is heeded twice.
create table forge_deliveries (
  forge_id uuid not null references forges on delete cascade,
  -- Its id, or the digest of what it says.
  key text not null,
  at timestamptz not null default now(),
  primary key (forge_id, key)
);
create index forge_deliveries_in_time on forge_deliveries (at);

-- A pull request, or a merge request.
create table changes (
  id bigint generated always as identity primary key,
  forge_id uuid not null references forges on delete cascade,
  repository_id bigint not null references repositories on delete cascade,
  -- As the API of the forge names the repository: acme/shop, or the number of a project.
  project text not null,
  number integer not null,
  -- Its last commit, the branch that this is on (empty: unknown), and the branch that it is to be merged into.
  head text not null,
  source text not null,
  base text not null,
  is_open boolean not null,
  is_draft boolean not null,
  is_fork boolean not null,
  -- Of a GitHub App; null: none.
  installation bigint,
  -- When the forge says that it was last changed.
  updated_at timestamptz not null,
  -- Of that commit, against that branch.
  scan_id uuid,
  -- The comment that is kept up to date; null: not written yet.
  comment_id text,
  -- What the forge was last told.
  reported text not null default '',
  -- Attempts to tell it that failed since the last that did not, and why the last one did.
  attempts smallint not null default 0,
  problem text not null default '',
  -- Somebody is telling the forge until then.
  claimed_until timestamptz,
  unique (forge_id, project, number)
);
create index changes_of_repository on changes (repository_id);

-- Comments at the lines of what stops a change, each once.
create table change_comments (
  change_id bigint not null references changes on delete cascade,
  fingerprint text not null,
  -- As the forge names it; null: the line is none that the forge shows.
  comment_id text,
  is_open boolean not null,
  primary key (change_id, fingerprint)
);

alter table scans add column change_id bigint references changes on delete cascade;
create index scans_of_change on scans (change_id) where change_id is not null;
