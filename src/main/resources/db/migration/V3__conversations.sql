-- What a message is about, so that "not me" can be kept to the one it was said of.
alter table outbox add column client text;
comment on column outbox.client is 'Whom of our clients the message is about, for example odoo:7; null: nobody in particular';
create index outbox_provider on outbox (provider_id) where provider_id is not null;

-- Receipts of messages whose sending is not written down yet; kept for a day.
create table receipt (
  provider_id  text primary key,
  state        text        not null check (state in ('SENT', 'DELIVERED', 'READ', 'FAILED')),
  at           timestamptz not null
);
create index receipt_at on receipt (at);

-- Numbers whose owners say that they are not the client we take them for.
create table wrong_number (
  conversation  text        not null,
  client        text        not null,
  at            timestamptz not null,
  primary key (conversation, client)
);
comment on column wrong_number.client is 'The client, or * where the message was about nobody in particular';

-- When and by which words somebody refused or allowed our messages (LGPD, art. 8 and 18).
create table consent (
  id            bigint generated always as identity primary key,
  conversation  text        not null,
  at            timestamptz not null,
  what          text        not null check (what in ('OPT_OUT', 'OPT_IN', 'WRONG_PERSON')),
  channel       text,
  words         text,
  event_id      uuid
);
create index consent_conversation on consent (conversation, at);

-- One person (or group) on the other side, under one key whichever id a message came by.
create table conversation (
  key              text primary key,
  channel          text        not null,
  phone            text,
  name             text,
  awaiting         text,
  facts            text        not null default '{}',
  last_intent      text,
  started_at       timestamptz not null,
  last_message_at  timestamptz not null
);
comment on column conversation.phone is 'As the provider gave it; null while only a hidden identity is known';
comment on column conversation.awaiting is 'The flow that has asked something and takes the next answer';
comment on column conversation.facts is 'What a dialogue has gathered so far, as JSON';
create index conversation_recent on conversation (last_message_at desc);

create table identity (
  channel        text        not null,
  external_id    text        not null,
  conversation   text        not null references conversation (key),
  first_seen_at  timestamptz not null,
  last_seen_at   timestamptz not null,
  primary key (channel, external_id)
);
create index identity_conversation on identity (conversation);

-- Identities that turned out to be somebody we know under another key.
create table identity_merge (
  id                 bigint generated always as identity primary key,
  channel            text        not null,
  external_id        text        not null,
  from_conversation  text        not null,
  to_conversation    text        not null,
  at                 timestamptz not null
);

-- What people wrote: customers, and our own people at the phone. What the hub wrote is in the outbox.
create table chat_message (
  seq            bigint generated always as identity primary key,
  id             uuid        not null unique,
  conversation   text        not null references conversation (key),
  author         text        not null check (author in ('CUSTOMER', 'PERSON')),
  kind           text        not null,
  text           text,
  media          text,
  provider_id    text,
  sent_at        timestamptz not null,
  received_at    timestamptz not null,
  turn_id        uuid,
  intent         text,
  confidence     numeric(4, 3),
  intent_source  text,
  entities       text
);
comment on column chat_message.id is 'The id of the event that brought it';
comment on column chat_message.turn_id is 'The event conversation.turn that answers it';
create index chat_message_conversation on chat_message (conversation, seq);
create index chat_message_turn on chat_message (turn_id);

-- The whole chat, both directions.
create view chat_line as
  select id, conversation, author, kind, text, received_at as at, null::text as state, intent
    from chat_message
  union all
  select id, conversation, 'HUB', 'text', payload::jsonb ->> 'text', coalesce(sent_at, created_at),
         state, null
    from outbox
   where kind in ('whatsapp-text', 'whatsapp-template');

create index outbox_chat on outbox (conversation, seq) where kind in ('whatsapp-text', 'whatsapp-template');

-- Corrections of operators; the classifier learns them beside the phrases of routes/intents.
create table training_phrase (
  id          bigint generated always as identity primary key,
  text        text        not null,
  intent      text        not null,
  message_id  uuid,
  added_by    text,
  added_at    timestamptz not null
);

-- What the providers' sessions last said of themselves.
create table channel_session (
  channel  text        not null,
  session  text        not null,
  status   text        not null,
  since    timestamptz not null,
  primary key (channel, session)
);

-- The simulator's customers write, too, and are told apart by how they are addressed.
alter table simulator_message add column chat_id text;
update simulator_message set chat_id = phone || '@c.us';
alter table simulator_message alter column chat_id set not null;
alter table simulator_message add column ack smallint;
comment on column simulator_message.chat_id is 'How the business addresses the phone: its number, or a hidden identity';
comment on column simulator_message.ack is 'How far the business''s message has come, in WhatsApp''s numbers; null for the customer''s';
create index simulator_message_hidden on simulator_message (chat_id) where chat_id like '%@lid';
create index simulator_message_unread on simulator_message (phone) where ack < 3;
