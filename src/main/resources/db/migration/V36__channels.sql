-- The WhatsApp numbers that the API has made; those of the environment variables are not stored.
create table whatsapp_channel (
  id                 text primary key,
  provider           text        not null,
  number             text,
  label              text        not null,
  settings           text        not null,
  secrets            bytea       not null,
  pace_every_ms      bigint,
  pace_burst         int,
  pace_jitter_ms     bigint,
  quiet_hours        text,
  flow               text,
  fallback_template  text,
  active             boolean     not null,
  preferred          boolean     not null,
  version            bigint      not null,
  created_at         timestamptz not null,
  updated_at         timestamptz not null
);
comment on column whatsapp_channel.settings is 'What anybody may see of the provider''s fields, as a JSON object of texts';
comment on column whatsapp_channel.secrets is 'The other fields, a JSON object of texts, encrypted under RECADO_SECRET_KEY';
comment on column whatsapp_channel.preferred is 'The hub writes by it if nothing else says by which channel';
create unique index whatsapp_channel_preferred on whatsapp_channel (preferred) where preferred;

-- Grows with each change of any channel, so that each process sees whether it must read them again.
create sequence channel_version;
select nextval('channel_version');

-- Where a channel reaches a contact, and when the contact last wrote by it.
create table contact_channel (
  conversation  text not null,
  channel       text not null,
  chat_id       text,
  checked_at    timestamptz,
  wrote_at      timestamptz,
  wrote_id      text,
  primary key (conversation, channel)
);
comment on column contact_channel.chat_id is 'How the provider addresses the contact';
comment on column contact_channel.wrote_at is 'The contact''s last message by this channel; 24 hours from it free messages may go out';
comment on column contact_channel.wrote_id is 'The id of that message at the provider';

insert into contact_channel (conversation, channel, chat_id, checked_at)
select conversation, 'waha', chat_id, coalesce(checked_at, now()) from contact where chat_id is not null;
alter table contact drop column chat_id, drop column checked_at;

-- Until now every message came by WAHA.
update identity set channel = 'waha' where channel = 'whatsapp';
alter table chat_message add column channel text;
comment on column chat_message.channel is 'The channel of a message that came by WhatsApp';
update chat_message set channel = 'waha' where via = 'whatsapp';

-- What a customer has pressed.
alter table chat_message add column button text;
comment on column chat_message.button is 'The button or row that the customer chose, a JSON object with id and title; null for other messages';

drop view chat_message_read;
create view chat_message_read as
  select seq, id, conversation, author, kind, text, via, sent_at, received_at, late, turn_id, edited_at, revoked_at,
         channel, button, media
    from chat_message;

-- The chat shows every kind of message that the hub sends to a customer.
create or replace view chat_line as
  select id, conversation, author, kind, text, received_at as at, null::text as state, intent,
         first_text, edited_at, revoked_at, note
    from chat_message
  union all
  select id, conversation, 'HUB',
         case kind when 'whatsapp-media' then payload::jsonb ->> 'kind'
                   when 'whatsapp-location' then 'location'
                   else 'text' end,
         payload::jsonb ->> 'text', coalesce(sent_at, created_at), state, null, null, null, null, null
    from outbox_read
   where kind like 'whatsapp-%';
drop index outbox_chat;
create index outbox_chat on outbox (conversation, seq) where kind like 'whatsapp-%';

-- Why a provider failed a message that it had accepted, and when it may be sent once more.
alter table receipt add column reason text;
alter table receipt add column again timestamptz;
