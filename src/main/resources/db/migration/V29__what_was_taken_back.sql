-- What a customer deletes or corrects, what comes days late, and what an app writes by itself.
alter table chat_message add column late boolean not null default false;
alter table chat_message add column first_text text;
alter table chat_message add column edited_at timestamptz;
alter table chat_message add column revoked_at timestamptz;
alter table chat_message add column note text;
comment on column chat_message.late is 'Older than recado.conversation.answer-within when the provider told of it';
comment on column chat_message.first_text is 'What it said before it was corrected for the first time';
comment on column chat_message.note is 'Why an app is taken for its author and not a person';

alter table chat_message drop constraint chat_message_author_check;
alter table chat_message add constraint chat_message_author_check
  check (author in ('CUSTOMER', 'PERSON', 'AUTOMATIC'));
create index chat_message_provider on chat_message (provider_id) where provider_id is not null;
create index chat_message_said on chat_message (md5(text)) where author <> 'CUSTOMER';

-- Corrections of messages that have not come yet; kept for a day.
create table chat_correction (
  event_id       uuid primary key,
  provider_id    text        not null,
  conversations  text[]      not null,
  own            boolean     not null,
  revoked        boolean     not null,
  text           text,
  at             timestamptz not null,
  kept_at        timestamptz not null
);
comment on column chat_correction.conversations is 'The keys under which the message may come';
comment on column chat_correction.own is 'Whether one of us wrote the message';
create index chat_correction_provider on chat_correction (provider_id);

alter table hand_over_change drop constraint hand_over_change_what_check;
alter table hand_over_change add constraint hand_over_change_what_check
  check (what in ('TAKEN', 'RETURNED', 'REFUSED', 'AUTOMATIC'));

create or replace view chat_line as
  select id, conversation, author, kind, text, received_at as at, null::text as state, intent,
         first_text, edited_at, revoked_at, note
    from chat_message
  union all
  select id, conversation, 'HUB', 'text', payload::jsonb ->> 'text', coalesce(sent_at, created_at),
         state, null, null, null, null, null
    from outbox
   where kind in ('whatsapp-text', 'whatsapp-template');
