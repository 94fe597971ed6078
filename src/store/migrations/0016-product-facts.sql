-- What a policy says of its product, so that a list of products reads no policy (src/service/decisions/policy-facts.ts); null: it does
-- not say so, or no run has told it yet.
alter table policies
  add column tier smallint check (tier between 1 and 4),
  -- Null: unknown.
  add column exposure text,
  -- { development, security }: lists of names.
  add column parties jsonb not null default '{"development": [], "security": []}',
  -- By check: how many of its rules observe, warn and block. What is left out does not run.
  add column stages jsonb,
  -- Days until a finding is to be mended, from info to critical; null: no deadline.
  add column fix_within jsonb not null default '[]',
  -- Who agreed on it by keys, and when.
  add column agreement jsonb;

-- Who owns a product: whom an admin made its owner, or a group; by its policy the party that develops it.
create view product_owners as
  select m.product_id, coalesce(nullif(u.display_name, ''), u.name) as name, 'person' as kind
  from memberships m join users u on u.id = m.user_id
  where m.role = 'owner' and m.product_id is not null and u.disabled_at is null
  union
  select product_id, group_name, 'group' from group_roles where role = 'owner' and product_id is not null
  union
  select product_id, jsonb_array_elements_text(parties -> 'development'), 'party' from policies;

-- What both parties agreed on last of the policy of each repository: by keys as its runs have verified them, else in the service.
create view policy_agreements as
  select p.product_id, p.repository, 'keys' as way, (p.agreement ->> 'at')::timestamptz as at, null::bigint as proposal,
    (select jsonb_agg(jsonb_build_object('party', s ->> 'party', 'name', s ->> 'name') order by s ->> 'party', s ->> 'name')
     from jsonb_array_elements(p.agreement -> 'signed') s) as by
  from policies p where p.agreement is not null
  union all
  select p.product_id, p.repository, 'service', q.closed_at, q.id,
    (select jsonb_agg(jsonb_build_object('party', a.side, 'name', a.name) order by a.side, a.name)
     from approvals a where a.proposal_id = q.id and a.digest = q.digest)
  from policies p join lateral (
    select * from proposals q where q.product_id = p.product_id and q.kind = 'policy' and q.state = 'agreed'
      and q.repository = p.repository order by q.closed_at desc, q.id desc limit 1) q on p.agreement is null;

-- When each check of Lockstep last looked at all of a default branch of a product.
create view product_coverage as
  select s.product_id, e.check_id, max(o.ran_at) as at
  from streams s join stream_outcomes o on o.stream_id = s.id join runs r on r.id = o.run_id,
    jsonb_array_elements_text(o.scope::jsonb -> 0) as e(check_id)
  where s.is_default and r.format in ('lockstep', 'sbom') and o.scope::jsonb ->> 1 = '' and (o.scope::jsonb ->> 2)::boolean
  group by s.product_id, e.check_id;
