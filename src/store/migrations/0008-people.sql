-- People. Who they are an identity provider says (issuer and subject), or a one-time link that an admin gave them.
create table users (
  id bigint generated always as identity primary key,
  -- As the audit log names them: it never changes, and nobody else gets it.
  name text not null unique check (length(name) between 1 and 200),
  display_name text not null default '',
  email text not null default '',
  issuer text,
  subject text,
  -- What the provider said at the last sign-in; group_roles says what they are worth.
  groups text[] not null default '{}',
  created_by text not null,
  created_at timestamptz not null default now(),
  signed_in_at timestamptz,
  disabled_at timestamptz,
  unique (issuer, subject),
  check ((issuer is null) = (subject is null))
);

-- Roles that an admin gave, of one product or of all (null).
create table memberships (
  user_id bigint not null references users on delete cascade,
  role text not null,
  product_id bigint references products on delete cascade,
  unique nulls not distinct (user_id, role, product_id)
);

-- Roles of whole groups of the identity provider, so that nobody has to be given them one by one.
create table group_roles (
  id bigint generated always as identity primary key,
  group_name text not null check (length(group_name) between 1 and 300),
  role text not null,
  product_id bigint references products on delete cascade,
  created_by text not null,
  created_at timestamptz not null default now(),
  unique nulls not distinct (group_name, role, product_id)
);

create view user_grants as
  select user_id, role, product_id from memberships
  union
  select u.id, g.role, g.product_id from users u join group_roles g on g.group_name = any(u.groups);

-- Only digests are kept of what opens something: who reads these tables can use none of it. In no backup: after a restore
-- people sign in again.
create table sessions (
  digest text primary key,
  user_id bigint not null references users on delete cascade,
  created_at timestamptz not null default now(),
  used_at timestamptz not null default now(),
  -- Whatever happens, and when it was not used for so long.
  expires_at timestamptz not null,
  idle interval not null
);
create index sessions_of_user on sessions (user_id);
create index sessions_by_end on sessions (expires_at);

-- In no backup: who was given one is given another.
create table sign_in_links (
  digest text primary key,
  -- Null: whoever opens it first is the first admin.
  user_id bigint references users on delete cascade,
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);

-- What was begun at the identity provider, for some minutes; in no backup.
create table sign_ins (
  digest text primary key,
  return_to text not null,
  link text references sign_in_links on delete cascade,
  expires_at timestamptz not null
);
create index sign_ins_by_end on sign_ins (expires_at);

-- Of a person's own programs; without a role they may what the person may.
alter table tokens add column user_id bigint references users on delete cascade;
alter table tokens alter column role drop not null;
alter table tokens add check (role is not null or user_id is not null);

-- Which pipelines are believed to be who their platform says that they are, and of which product they report.
create table trusts (
  id bigint generated always as identity primary key,
  name text not null unique check (length(name) between 1 and 100),
  issuer text not null,
  audience text not null,
  -- Claims and what they must be; `*` stands for any text.
  conditions jsonb not null,
  product_id bigint references products on delete cascade,
  created_by text not null,
  created_at timestamptz not null default now()
);
create index trusts_of_issuer on trusts (issuer);
