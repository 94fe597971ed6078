-- Tokens of programs. Only a digest is kept: who reads this table can use none of them.
create table tokens (
  id bigint generated always as identity primary key,
  name text not null check (length(name) between 1 and 100),
  digest text not null unique,
  -- viewer, developer, security, owner, admin: what its bearer may do, of one product or of all (null).
  role text not null,
  product_id bigint references products on delete cascade,
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
