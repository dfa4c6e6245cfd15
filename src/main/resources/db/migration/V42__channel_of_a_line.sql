-- A business with several numbers reads in a chat by which of them each line came or went.
create or replace view chat_line as
  select id, conversation, author, kind, text, received_at as at, null::text as state, intent,
         first_text, edited_at, revoked_at, note, media_id, channel
    from chat_message
  union all
  select id, conversation, 'HUB',
         case kind when 'whatsapp-media' then payload::jsonb ->> 'kind'
                   when 'whatsapp-location' then 'location'
                   else 'text' end,
         payload::jsonb ->> 'text', coalesce(sent_at, created_at), state, null, null, null, null, null, null::uuid,
         connector
    from outbox_read
   where kind like 'whatsapp-%';
