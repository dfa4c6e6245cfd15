-- Old rows that are to leave: one row for each table of a clean-up, with how far it has come.
create table clean_up (
  seq       bigint generated always as identity primary key,
  id        uuid        not null unique,
  event_id  uuid        not null,
  kind      text        not null check (kind in ('MESSAGES', 'EVENTS')),
  what      text        not null,
  older     timestamptz not null,
  asked_at  timestamptz not null,
  began_at  timestamptz,
  ended_at  timestamptz,
  position  text,
  looked    bigint      not null default 0,
  gone      bigint      not null default 0
);
comment on column clean_up.event_id is 'The event whose flow asked for it; it may have left itself since';
comment on column clean_up.what is 'The table whose rows leave';
comment on column clean_up.older is 'Rows that are older than this leave, if they are finished';
comment on column clean_up.position is 'Where the last batch ended, in the words of the room that owns the table';
create index clean_up_open on clean_up (seq) where ended_at is null;
create index clean_up_asked on clean_up (asked_at desc, id desc);
create index clean_up_event on clean_up (event_id);

-- What a clean-up asks for: the events that share a webhook's bytes, and what was written to Kommo, oldest first.
create index event_raw_in on event (raw_in) where raw_in is not null;
create index kommo_write_begun on kommo_write (begun_at, external_id);
