-- What SBOMs state of licences, a row a wording; the empty one: none is stated.
create table licences (
  id bigint generated always as identity primary key,
  text text not null unique,
  -- Each licence in it is on the list of SPDX.
  is_known boolean not null
);
-- What it is found by, itself and the licences that it names, in lower case: "which products use GPL?" is a look-up of a beginning.
create table licence_words (
  word text not null,
  licence_id bigint not null references licences on delete cascade,
  primary key (word, licence_id)
);
create index licence_words_by_beginning on licence_words (word text_pattern_ops);

-- Null: the SBOM was sent when licences were not read.
alter table sbom_components add column licence_id bigint references licences;
-- How many components of an SBOM have it, so that nobody counts the components of all.
create table sbom_licences (
  sbom_id bigint not null references sboms on delete cascade,
  licence_id bigint not null references licences,
  components bigint not null,
  primary key (sbom_id, licence_id)
);
create index sboms_of_licence on sbom_licences (licence_id, sbom_id);
alter table sboms add column has_licences boolean not null default false;
create index sboms_without_licences on sboms (id) where not has_licences;

-- What is published against components that products have, as it was when their SBOMs were last judged.
create table advisories (
  id text primary key,
  -- Other ids of the same problem.
  aliases text[] not null,
  summary text not null,
  -- 0 info to 4 critical.
  severity smallint not null,
  -- ISO date since which CISA lists it as exploited; null: it does not.
  exploited_since text,
  -- EPSS, 0 to 1; null: not known.
  exploit_probability double precision
);
-- Those that are exploited first, then the most severe, then the most probable.
create index advisories_by_urgency on advisories
  ((case when exploited_since is null then 0 else 100 end + severity * 10 + coalesce(exploit_probability, 0)) desc, id desc);
create index advisories_by_alias on advisories using gin (aliases);
create table sbom_advisories (
  sbom_id bigint not null references sboms on delete cascade,
  advisory_id text not null references advisories,
  package_id bigint not null references packages,
  version text not null,
  -- Versions that mend it.
  fixed_in text[] not null,
  primary key (sbom_id, advisory_id, package_id, version)
);
create index sboms_of_advisory on sbom_advisories (advisory_id, sbom_id);
-- What is known already is written down by judging once more.
update sboms set due = due + 1 where list is not null;

-- How an endpoint was seen over time: a row as long as it is seen the same.
create table endpoint_sights (
  id bigint generated always as identity primary key,
  endpoint_id bigint not null references endpoints on delete cascade,
  since timestamptz not null,
  until timestamptz not null,
  times bigint not null,
  state text not null,
  -- Null: it could not be reached.
  grade text,
  certificate_ends_at timestamptz,
  drift jsonb not null,
  doubts jsonb not null
);
create index endpoint_sights_in_order on endpoint_sights (endpoint_id, id);
create index endpoint_sights_by_age on endpoint_sights (until);
insert into endpoint_sights (endpoint_id, since, until, times, state, grade, certificate_ends_at, drift, doubts)
select id, examined_at, examined_at, 1, 'observed', grade, certificate_ends_at, drift, '[]'
from endpoints where examined_at is not null;

-- Its schedule is kept, and not followed.
alter table repositories add column is_paused boolean not null default false;
alter table endpoints add column is_paused boolean not null default false;
