-- What happened. One row for each event; its key is what makes a second delivery harmless.
create table event (
  id            uuid primary key,
  source        text        not null,
  event_key     text        not null,
  type          text        not null,
  subject       text        not null,
  state         text        not null check (state in ('WAITING', 'RETRY', 'DONE', 'DROPPED', 'PARKED', 'DEAD')),
  resume_at     text,
  due_at        timestamptz,
  waits         int         not null default 0,
  attempts      int         not null default 0,
  reason        text,
  received_at   timestamptz not null,
  processed_at  timestamptz,
  claimed_by    uuid,
  claimed_at    timestamptz,
  content_type  text,
  raw           bytea       not null
);
comment on column event.subject is 'What the event is about (a record, a conversation): events of one subject are handled in order';
comment on column event.resume_at is 'The flow to go on with once due_at has come; null: the one that takes the type';
comment on column event.raw is 'The bytes as they came; never jsonb, which would reorder keys';

create index event_due on event (due_at) where state in ('WAITING', 'RETRY');
create index event_open on event (subject, received_at) where state = 'RETRY';
create index event_subject on event (subject, type);
create index event_received on event (received_at desc);
create index event_troubled on event (state, received_at desc) where state in ('DEAD', 'PARKED');

-- What befell an event besides the ordinary: waits, failed runs, replays. The ordinary is in the row itself.
create table event_note (
  id        bigint generated always as identity primary key,
  event_id  uuid        not null references event (id) on delete cascade,
  at        timestamptz not null,
  what      text        not null,
  detail    text
);
create index event_note_event on event_note (event_id);

-- What is to be done. The id is made from the event and the step, so reprocessing cannot add a second row.
create table outbox (
  seq            bigint generated always as identity primary key,
  id             uuid        not null unique,
  event_id       uuid        references event (id) on delete cascade,
  kind           text        not null,
  connector      text        not null,
  conversation   text        not null,
  address        text        not null,
  payload        text        not null,
  reply          boolean     not null default false,
  priority       smallint    not null default 0,
  state          text        not null check (state in
                   ('QUEUED', 'SENDING', 'SENT', 'DELIVERED', 'READ', 'RETRY', 'HELD', 'UNKNOWN', 'DEAD', 'CANCELLED')),
  scheduled_for  timestamptz not null,
  due_at         timestamptz not null,
  later          boolean     not null default false,
  attempts       int         not null default 0,
  provider_id    text,
  reason         text,
  created_at     timestamptz not null,
  claimed_by     uuid,
  claimed_at     timestamptz,
  sent_at        timestamptz,
  delivered_at   timestamptz,
  read_at        timestamptz
) with (fillfactor = 80);
comment on column outbox.scheduled_for is 'When the flow wanted it sent; due_at moves with retries and holds';
comment on column outbox.later is 'Due in the future when written: out of the way of claims until promoted';
comment on column outbox.provider_id is 'The message id at the provider, chosen before sending where the provider allows it';

create index outbox_ready on outbox (connector, priority desc, seq)
  where state in ('QUEUED', 'RETRY', 'HELD') and not later;
create index outbox_later on outbox (due_at) where state in ('QUEUED', 'RETRY', 'HELD') and later;
create index outbox_open on outbox (conversation, seq) where state in ('QUEUED', 'RETRY', 'HELD', 'SENDING');
create index outbox_sending on outbox (claimed_by) where state = 'SENDING';
create index outbox_event on outbox (event_id);
create index outbox_troubled on outbox (state, seq) where state in ('DEAD', 'UNKNOWN');

-- One row for each try at a row of the outbox.
create table attempt (
  outbox_id  uuid        not null,
  number     int         not null,
  at         timestamptz not null,
  took_ms    int         not null,
  outcome    text        not null,
  detail     text
);
create unique index attempt_outbox on attempt (outbox_id, number, at);

-- The other side of a conversation: where the provider reaches it, and whether it may be written to.
create table contact (
  conversation     text primary key,
  address          text not null,
  chat_id          text,
  checked_at       timestamptz,
  opted_out_at     timestamptz,
  opt_out_reason   text,
  handed_over_at   timestamptz,
  handed_over_to   text
);

-- Whom the business knows: looked up by flows where no Odoo is configured.
create table client (
  id               bigint generated always as identity primary key,
  odoo_partner_id  bigint unique,
  name             text        not null,
  phone            text,
  email            text,
  created_at       timestamptz not null default now()
);

-- The processes at work; a row SENDING under a name that beats no more was interrupted.
create table hub_instance (
  id       uuid primary key,
  beat_at  timestamptz not null
);

-- The token bucket of each channel, shared by all processes.
create table channel_pace (
  channel    text primary key,
  tokens     double precision not null,
  filled_at  timestamptz      not null
);

-- How far each reconciler has read.
create table reconcile_cursor (
  name      text primary key,
  since     timestamptz not null,
  read_to   timestamptz not null
);

create table app_user (
  username       text primary key,
  password_hash  text        not null,
  created_at     timestamptz not null default now()
);

-- The simulator's phones, where no WAHA is configured.
create table simulator_message (
  seq      bigint generated always as identity primary key,
  id       text        not null unique,
  phone    text        not null,
  from_me  boolean     not null,
  body     text        not null,
  at       timestamptz not null
);
create index simulator_message_phone on simulator_message (phone, seq);
