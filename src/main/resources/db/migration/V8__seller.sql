-- Who sells. Nobody is ever deleted: conversations and reports go on naming him.
create table seller (
  id           bigint generated always as identity primary key,
  origin       text        not null,
  external_id  text,
  name         text        not null,
  email        text,
  phone        text,
  match_key    text unique,
  listed       boolean     not null default true,
  active_here  boolean     not null default true,
  hours        text        not null,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  unique (origin, external_id)
);
comment on column seller.origin is 'The CRM that lists him, for example kommo, or custom';
comment on column seller.match_key is 'The same for both forms of a Brazilian number; see phone';
comment on column seller.listed is 'Whether his CRM lists him as active; set by each sync';
comment on column seller.active_here is 'Whether an operator wants him to be given leads; no sync touches it';
comment on column seller.hours is 'JSON: the stretches of each day, for example {"segunda": ["09:00-18:00"]}';

create table seller_area (
  seller  bigint not null references seller (id),
  area    text   not null,
  primary key (seller, area)
);
create index seller_area_area on seller_area (area);

-- How much of what is shared out somebody has; all changes are made under one advisory lock.
create table seller_load (
  seller      bigint  not null references seller (id),
  pool        text    not null,
  open        integer not null default 0,
  head_start  integer not null default 0,
  turn        bigint  not null default 0,
  primary key (seller, pool)
) with (fillfactor = 50);
comment on column seller_load.pool is 'The area within which leads are shared out, or * where anybody active has to do';
comment on column seller_load.open is 'His leads of this pool that are open and not too old (assignment.counted)';
comment on column seller_load.head_start is 'Leads he is taken to have had when he came in, so that he is not flooded';
comment on column seller_load.turn is 'When it was his turn last, counted within the pool; 0: never';
create index seller_load_pool on seller_load (pool);

-- Whose each conversation is.
create table assignment (
  conversation  text primary key,
  seller        bigint      not null references seller (id),
  area          text,
  pool          text        not null,
  at            timestamptz not null,
  moved         boolean     not null,
  counted       boolean     not null,
  closed_at     timestamptz
);
comment on column assignment.area is 'The area of the lead; null: not known';
comment on column assignment.pool is 'In whose sharing out it counts; another than area where that had nobody';
comment on column assignment.moved is 'A person gave it to this seller, and nobody but a person takes it away while he is active';
comment on column assignment.counted is 'Whether it is part of seller_load.open';
create index assignment_counted on assignment (at) where counted;
create index assignment_open on assignment (seller, at) where closed_at is null;

-- Each change of that, for people and for reports.
create table assignment_log (
  id            bigint generated always as identity primary key,
  conversation  text        not null,
  at            timestamptz not null,
  what          text        not null check (what in ('GIVEN', 'REOPENED', 'MOVED', 'CLOSED')),
  seller        bigint      not null references seller (id),
  before        bigint      references seller (id),
  area          text,
  why           text
);
comment on column assignment_log.seller is 'Whose it is from then on; of a closed one, whose it was';
comment on column assignment_log.before is 'Whose it was, where it was somebody else''s';
create index assignment_log_conversation on assignment_log (conversation, at);
create index assignment_log_at on assignment_log (at);

-- Reports ask who wrote in some weeks.
create index chat_message_sent on chat_message (sent_at);
