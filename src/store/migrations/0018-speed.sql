-- A text is looked for by its trigrams; in rules otherwise: they are few, and their trigrams in nearly every finding. The extension is
-- trusted: whoever may create in this database may install it.
create extension if not exists pg_trgm;
create index findings_by_text on findings using gin (lower(path || ' ' || message) gin_trgm_ops);

-- The worst of a stream come first without being sorted; what is neither observed nor old is little.
create index findings_of_stream_in_order on findings (stream_id, state, severity desc, id);
drop index findings_of_stream;
create index findings_by_effect on findings (effect, state, severity desc, id) where effect not in ('observed', 'existing');
drop index findings_that_act;
-- When a product was last examined is one look-up.
create index streams_in_time on streams (product_id, ran_at);

-- How many findings there are: of each stream, and of each rule. Kept in the transaction that changes them, whatever it is.
create table stream_counts (
  stream_id bigint not null,
  state text not null,
  severity smallint not null,
  effect text not null,
  -- The check, or the foreign tool: the beginning of the rule.
  tool text not null,
  count bigint not null,
  primary key (stream_id, state, severity, effect, tool)
);
create table rule_counts (
  -- Of the stream: runs that arrive at once seldom wait for each other. Their sum is the count.
  shard smallint not null,
  is_default boolean not null,
  state text not null,
  severity smallint not null,
  effect text not null,
  rule text not null,
  count bigint not null,
  primary key (shard, is_default, state, severity, effect, rule)
);
-- From each rule to the next: there are few, and all of them are looked at for a text.
create index rules_in_order on rule_counts (rule);

create type finding_change as (stream_id bigint, state text, severity smallint, effect text, rule text, n bigint);
create function count_changes(changes finding_change[]) returns void language plpgsql as $$
begin
  -- In order of key: two that change the same wait for each other.
  insert into stream_counts as c
    select stream_id, state, severity, effect, split_part(rule, '/', 1), sum(n) from unnest(changes)
    group by 1, 2, 3, 4, 5 having sum(n) <> 0 order by 1, 2, 3, 4, 5
    on conflict (stream_id, state, severity, effect, tool) do update set count = c.count + excluded.count;
  delete from stream_counts where count = 0 and stream_id in (select stream_id from unnest(changes));
  insert into rule_counts as c
    select s.id % 16, s.is_default, x.state, x.severity, x.effect, x.rule, sum(x.n)
    from unnest(changes) x join streams s on s.id = x.stream_id group by 1, 2, 3, 4, 5, 6 having sum(x.n) <> 0
    order by 1, 2, 3, 4, 5, 6
    on conflict (shard, is_default, state, severity, effect, rule) do update set count = c.count + excluded.count;
end $$;

create function findings_were_added() returns trigger language plpgsql as $$
begin
  perform count_changes(array(
    select row(stream_id, state, severity, effect, rule, count(*))::finding_change
    from added group by stream_id, state, severity, effect, rule));
  return null;
end $$;
create function findings_were_changed() returns trigger language plpgsql as $$
declare
  -- Most runs change lines and texts, and no count.
  changes finding_change[] := array(
    select row(stream_id, state, severity, effect, rule, sum(n))::finding_change from (
      select stream_id, state, severity, effect, rule, 1 as n from added
      union all select stream_id, state, severity, effect, rule, -1 from gone) x
    group by stream_id, state, severity, effect, rule having sum(n) <> 0);
begin
  if changes <> '{}' then perform count_changes(changes); end if;
  return null;
end $$;
create function findings_were_deleted() returns trigger language plpgsql as $$
begin
  perform count_changes(array(
    select row(stream_id, state, severity, effect, rule, -count(*))::finding_change
    from gone group by stream_id, state, severity, effect, rule));
  return null;
end $$;
create trigger findings_are_counted_added after insert on findings referencing new table as added
  for each statement execute function findings_were_added();
create trigger findings_are_counted_changed after update on findings referencing old table as gone new table as added
  for each statement execute function findings_were_changed();
create trigger findings_are_counted_deleted after delete on findings referencing old table as gone
  for each statement execute function findings_were_deleted();

create function findings_were_emptied() returns trigger language plpgsql as $$
begin
  delete from stream_counts;
  delete from rule_counts;
  return null;
end $$;
create trigger findings_are_counted_emptied after truncate on findings
  for each statement execute function findings_were_emptied();

-- Of which branch they were is told by the stream: they go before it does, and change sides with it.
create function stream_goes() returns trigger language plpgsql as $$
begin
  delete from findings where stream_id = old.id;
  return old;
end $$;
create trigger streams_go_last before delete on streams for each row execute function stream_goes();
create function stream_changes_sides() returns trigger language plpgsql as $$
begin
  insert into rule_counts as c
    select new.id % 16, side.is_default, f.state, f.severity, f.effect, f.rule, side.sign * count(*)
    from findings f, (values (old.is_default, -1), (new.is_default, 1)) side(is_default, sign) where f.stream_id = new.id
    group by 1, 2, 3, 4, 5, 6, side.sign order by 1, 2, 3, 4, 5, 6
    on conflict (shard, is_default, state, severity, effect, rule) do update set count = c.count + excluded.count;
  return null;
end $$;
create trigger streams_change_sides after update of is_default on streams for each row
  when (old.is_default <> new.is_default) execute function stream_changes_sides();

insert into stream_counts
  select stream_id, state, severity, effect, split_part(rule, '/', 1), count(*) from findings group by 1, 2, 3, 4, 5;
insert into rule_counts
  select s.id % 16, s.is_default, f.state, f.severity, f.effect, f.rule, count(*)
  from findings f join streams s on s.id = f.stream_id group by 1, 2, 3, 4, 5, 6;
-- What the planner goes by: of the texts it knows nothing yet.
analyze findings, stream_counts, rule_counts;
