-- What is done now and then, by one process at a time of all that share the database.
create table periodic_work (
  name text primary key,
  begun_at timestamptz not null
);
