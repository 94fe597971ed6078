-- What happened that somebody may want to be told, written in the transaction of what happened.
create table outbox (
  id bigint generated always as identity primary key,
  -- Null: it concerns no product alone.
  product_id bigint references products on delete cascade,
  kind text not null,
  -- What it is: the same thing is written once, however often it is noticed.
  key text not null,
  data jsonb not null,
  at timestamptz not null default now(),
  -- When it was given to the channels that want it; null: not yet.
  routed_at timestamptz
);
create unique index outbox_once on outbox (coalesce(product_id, 0), key);
create index outbox_to_route on outbox (id) where routed_at is null;
create index outbox_in_time on outbox (at);

-- Where people are told: a webhook, or addresses of mail.
create table channels (
  id uuid primary key,
  name text not null check (length(name) between 1 and 100),
  -- Null: of all products.
  product_id bigint references products on delete cascade,
  kind text not null check (kind in ('slack', 'webhook', 'mail')),
  -- What may be shown of it: the host of a webhook, addresses of mail.
  target text not null,
  -- Address and signing secret, sealed (src/io/sealing.ts); null: mail has none.
  secret text,
  key_id text,
  -- What is told, and when.
  settings jsonb not null,
  is_enabled boolean not null default true,
  -- The next digest, and where it begins; null: told as it happens.
  digest_at timestamptz,
  digest_since timestamptz,
  -- Attempts that failed since the last that did not.
  failures integer not null default 0,
  failing_since timestamptz,
  problem text not null default '',
  -- The receiver has asked for patience.
  not_before timestamptz,
  created_by text not null,
  created_at timestamptz not null default now()
);
create index channels_of_product on channels (product_id);

-- One message to one channel.
create table deliveries (
  id bigint generated always as identity primary key,
  channel_id uuid not null references channels on delete cascade,
  -- The run, the event, the end of the quiet hours, the day: each is one message.
  key text not null,
  -- By which its receiver recognises it when it comes twice.
  message_id uuid not null default gen_random_uuid(),
  -- open: events are still added, until it is due. waiting: written, and to be sent.
  state text not null check (state in ('open', 'waiting', 'sent', 'dead')),
  message jsonb,
  attempts integer not null default 0,
  due_at timestamptz not null,
  -- Somebody is sending it until then.
  claimed_until timestamptz,
  detail text not null default '',
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  unique (channel_id, key)
);
create index deliveries_due on deliveries (due_at) where state in ('open', 'waiting');
create index deliveries_in_order on deliveries (channel_id, id) where state in ('open', 'waiting');
create index deliveries_by_state on deliveries (state, id);

create table delivery_events (
  delivery_id bigint not null references deliveries on delete cascade,
  event_id bigint not null references outbox on delete cascade,
  primary key (delivery_id, event_id)
);
create index deliveries_of_event on delivery_events (event_id);

-- What a channel was told last of a thing: it is not told the same again.
create table told (
  channel_id uuid not null references channels on delete cascade,
  product_id bigint not null references products on delete cascade,
  thing text not null,
  state text not null,
  at timestamptz not null,
  primary key (channel_id, product_id, thing)
);

-- What the latest run of each part of a stream came to.
create table stream_outcomes (
  stream_id bigint not null references streams on delete cascade,
  scope text not null,
  run_id uuid not null references runs on delete cascade,
  outcome text not null,
  ran_at timestamptz not null,
  primary key (stream_id, scope)
);

-- What the gate says of the default branch of a repository, as far as it could say something.
create table branch_decisions (
  product_id bigint not null references products on delete cascade,
  repository text not null,
  decision text not null check (decision in ('blocks', 'passes')),
  run_id uuid not null,
  since timestamptz not null,
  primary key (product_id, repository)
);

create index waivers_in_log on log_entries (product_id) where kind = 'waiver';
