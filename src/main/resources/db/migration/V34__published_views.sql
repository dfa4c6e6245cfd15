-- What a room lets the rooms above it read of its tables; docs/database.md tells for what. A column that is not here is its room's own affair.
-- Each is one table without a condition, so that PostgreSQL plans a query on it as one on the table.
create view event_read as
  select id, type, subject, state, reason, due_at, received_at, claimed_by
    from event;

create view event_note_read as
  select event_id, what, detail
    from event_note;

create view outbox_read as
  select seq, id, event_id, kind, connector, conversation, payload, state, reason, due_at, attempts, created_at, claimed_at, sent_at
    from outbox;

create view contact_read as
  select conversation, address, opted_out_at, handed_over_at
    from contact;

create view conversation_read as
  select key, phone, name, awaiting, last_intent, started_at, last_message_at, reset_at
    from conversation;

create view chat_message_read as
  select seq, id, conversation, author, kind, text, via, sent_at, received_at, late, turn_id, edited_at, revoked_at
    from chat_message;

create view assignment_read as
  select conversation, seller
    from assignment;

create view crm_link_read as
  select conversation, lead
    from crm_link;

create view opening_read as
  select conversation, started_at, ended_at
    from opening;

-- The same lines as before; what the hub said is read as the outbox publishes it.
create or replace view chat_line as
  select id, conversation, author, kind, text, received_at as at, null::text as state, intent,
         first_text, edited_at, revoked_at, note
    from chat_message
  union all
  select id, conversation, 'HUB', 'text', payload::jsonb ->> 'text', coalesce(sent_at, created_at),
         state, null, null, null, null, null
    from outbox_read
   where kind in ('whatsapp-text', 'whatsapp-template');
