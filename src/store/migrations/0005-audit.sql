-- Who did what: each entry holds the digest of the one before, so that a changed or missing one is found out.
create table audit (
  number bigint primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  detail jsonb not null,
  previous text not null,
  digest text not null
);
create function refuse_change() returns trigger language plpgsql as
$$ begin raise exception 'the audit log is only added to'; end $$;
create trigger audit_is_kept before update or delete on audit
  for each row execute function refuse_change();
create trigger audit_is_not_emptied before truncate on audit
  for each statement execute function refuse_change();
