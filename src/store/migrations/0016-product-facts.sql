-- What a policy says of its product, so that a list of products reads no policy (src/service/decisions/policy-facts.ts); null: it does
-- not say so, or no run has told it yet.
alter table policies
  add column tier smallint check (tier between 1 and 4),
  -- Null: unknown.
  add column exposure text,
  -- { development, security }: lists of names.
  add column parties jsonb not null default '{}',
  -- By check: how many of its rules observe, warn and block. What is left out does not run.
  add column stages jsonb,
  -- Days until a finding is to be mended, from info to critical; null: no deadline.
  add column fix_within jsonb not null default '[]',
  -- Who agreed on it by keys, and when.
  add column agreement jsonb;
