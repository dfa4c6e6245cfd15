-- What was last told of a thing that may be told of again: an invoice whose amount changes, and changes back.
create table told (
  about   text primary key,
  facts   text not null,
  times   integer not null,
  told_at timestamptz not null
);
comment on table told is 'What the outbox last took about each thing; the same is not taken twice in a row';
comment on column told.facts is 'A hash: the facts themselves are personal data';
