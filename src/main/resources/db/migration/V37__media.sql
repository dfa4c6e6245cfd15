-- The files of messages: one row for each message with a file; its id is that of the event.
create table media_file (
  id           uuid primary key,
  channel      text        not null,
  kind         text        not null,
  mimetype     text,
  name         text,
  size         bigint,
  sha256       text,
  ref          text,
  url          text,
  inline       boolean     not null default false,
  state        text        not null,
  reason       text,
  attempts     int         not null default 0,
  due_at       timestamptz,
  store        text,
  received_at  timestamptz not null,
  stored_at    timestamptz
);
comment on column media_file.mimetype is 'What the provider says; of a stored file what it really is';
comment on column media_file.ref is 'What the provider needs to find the file: its id or its address';
comment on column media_file.inline is 'The webhook holds the bytes';
comment on column media_file.state is 'WAITING, STORED, REFUSED (too large, or of a type that is not kept), FAILED (could not be fetched), EXPIRED (deleted after its time)';
comment on column media_file.due_at is 'When it is fetched, or fetched again if a hub has died over it';
comment on column media_file.store is 'Where the bytes are: table, folder or s3';
create index media_due on media_file (due_at) where state = 'WAITING';
create index media_old on media_file (stored_at) where state = 'STORED';
create index media_list on media_file (received_at desc, id desc);

-- The bytes, if they are kept in PostgreSQL. They are compressed already, and read in parts.
create table media_content (
  id       uuid primary key references media_file on delete cascade,
  content  bytea not null
);
alter table media_content alter column content set storage external;

create view media_read as
  select id, kind, mimetype, name, size, state from media_file;

-- Messages refer to their file; the addresses that a provider has told are for the table media_file only.
update chat_message
   set media = jsonb_build_object('kind', kind, 'mimetype', media::jsonb -> 'mimetype', 'name', media::jsonb -> 'filename',
                                  'size', null, 'state', 'FAILED')::text
 where media is not null and via = 'whatsapp';

alter table chat_message add column media_id uuid;
comment on column chat_message.media_id is 'The file of the message, a row of media_file; null for other messages';

create or replace view chat_message_read as
  select seq, id, conversation, author, kind, text, via, sent_at, received_at, late, turn_id, edited_at, revoked_at,
         channel, button, media, media_id
    from chat_message;

create or replace view chat_line as
  select id, conversation, author, kind, text, received_at as at, null::text as state, intent,
         first_text, edited_at, revoked_at, note, media_id
    from chat_message
  union all
  select id, conversation, 'HUB',
         case kind when 'whatsapp-media' then payload::jsonb ->> 'kind'
                   when 'whatsapp-location' then 'location'
                   else 'text' end,
         payload::jsonb ->> 'text', coalesce(sent_at, created_at), state, null, null, null, null, null, null::uuid
    from outbox_read
   where kind like 'whatsapp-%';
create index chat_message_media on chat_message (media_id) where media_id is not null;
