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

-- SBOMs are judged again without being read again: the list that was read is kept, and what is known of each package.
alter table sboms
  -- JSON, deflated; null: of a time when it was not kept, so that it has to be sent again.
  add column list bytea,
  -- What of it could not be read.
  add column problems jsonb not null default '[]',
  -- Grows with each reason to judge it anew; what it was when it was last judged, and when that was.
  add column due bigint not null default 0,
  add column judged bigint not null default 0,
  add column judged_at timestamptz;
-- Where a version is, and how many have it, is told without a look at the table.
create index components_of_version on sbom_components (package_id, version, sbom_id);
drop index components_of_package;
create index sboms_due on sboms (id) where due <> judged;

alter table packages
  -- What the advisories say of it (src/pipeline/components/package-knowledge.ts); null: nothing.
  add column known jsonb,
  -- Of what is known; 'none' where there are no advisories of its ecosystem; null: nobody has looked yet.
  add column known_digest text;
create index packages_not_looked_up on packages (id) where known_digest is null;

-- The name of a package, and its ends after each separator: a look-up of a part is one of a beginning.
create table package_words (
  word text not null,
  package_id bigint not null references packages on delete cascade,
  primary key (word, package_id)
);
create index package_words_by_beginning on package_words (word text_pattern_ops);
create function words_of(name text) returns setof text language sql immutable as $$
  select distinct lower(substr(name, at)) from generate_series(1, length(name)) at
  where at = 1 or substr(name, at - 1, 1) in ('/', ':', '@')
$$;
create function index_words() returns trigger language plpgsql as $$
begin
  insert into package_words (word, package_id) select words_of(new.name), new.id on conflict do nothing;
  return null;
end $$;
create trigger packages_have_words after insert on packages for each row execute function index_words();
insert into package_words (word, package_id) select words_of(name), id from packages;
drop index packages_by_name;

-- Which advisories the packages were looked up in.
create table advisory_states (
  -- advisories of an ecosystem, or the list kev or epss.
  kind text not null,
  ecosystem text not null,
  digest text not null,
  pulled_at timestamptz not null,
  newest text not null,
  records bigint not null,
  primary key (kind, ecosystem)
);

-- How far they were looked up in those: one row. Who is ended goes on from there; who has others begins anew.
create table package_look_up (
  is_only boolean primary key default true check (is_only),
  digest text not null,
  -- Id of the last package that was looked at; null: all were.
  position bigint
);
insert into package_look_up (digest) values ('');
