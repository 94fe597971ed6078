-- What products consist of, as an index: "where is log4j?" is a look-up.
create table sboms (
  id bigint generated always as identity primary key,
  product_id bigint not null references products on delete cascade,
  -- What it is about: a repository, an image.
  subject text not null,
  digest text not null,
  received_at timestamptz not null default now(),
  unique (product_id, subject)
);

create table packages (
  id bigint generated always as identity primary key,
  -- As OSV names it: npm, PyPI, Maven.
  ecosystem text not null,
  name text not null,
  unique (ecosystem, name)
);
create index packages_by_name on packages (lower(name) text_pattern_ops);

create table sbom_components (
  sbom_id bigint not null references sboms on delete cascade,
  package_id bigint not null references packages,
  version text not null,
  is_direct boolean not null,
  primary key (sbom_id, package_id, version)
);
create index components_of_package on sbom_components (package_id, sbom_id);
