-- What teams ship and own.
create table products (
  id bigint generated always as identity primary key,
  name text not null unique check (length(name) between 1 and 200),
  -- 1 is the most critical; as the policy of the last run on a default branch says.
  tier smallint check (tier between 1 and 4),
  exposure text,
  created_at timestamptz not null default now()
);
