-- A webhook with many events is stored once: the others name the event that holds its bytes.
alter table event add column raw_in uuid;

comment on column event.raw_in is
  'the event of the same webhook that holds its bytes; null where this one does';
