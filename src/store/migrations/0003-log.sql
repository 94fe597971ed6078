-- The rollout log: the same entries, in the same lines, as in the files of `.lockstep/log` (docs/rollout.md).
create table log_entries (
  product_id bigint not null references products on delete cascade,
  -- Digest of the content: an entry that comes twice is one.
  id text not null,
  kind text not null,
  at timestamptz not null,
  fingerprint text not null default '',
  line text not null,
  primary key (product_id, id)
);
create index log_in_order on log_entries (product_id, at, id);
create index verdicts_on on log_entries (product_id, fingerprint) where kind = 'verdict';
