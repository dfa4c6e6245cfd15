-- Conversations that the hub began itself; with each contact one of them runs at a time.
create table opening (
  id            uuid primary key,
  conversation  text        not null,
  phone         text        not null,
  name          text,
  email         text,
  area          text,
  trigger       text        not null,
  message       text,
  origin        text,
  lead          text,
  contact       text,
  seller        bigint,
  reason        text,
  started_at    timestamptz not null,
  ended_at      timestamptz,
  end_reason    text
);
comment on column opening.area is 'As written in business.yaml; null where none is known';
comment on column opening.trigger is 'What began it: formulario, rdstation, site, download, agendamento, kommo, api';
comment on column opening.lead is 'Its lead in the CRM, where whoever began it told one';
comment on column opening.seller is 'Who got it; null where nobody is active';
comment on column opening.reason is 'What a person should look at: an area that is not known, nobody to take it';
create unique index opening_running on opening (conversation) where ended_at is null;
create index opening_recent on opening (started_at desc);
create index opening_lead on opening (lead) where ended_at is null;

-- What would have begun one while it ran already.
create table opening_repeat (
  id          bigint generated always as identity primary key,
  opening_id  uuid        not null references opening (id) on delete cascade,
  at          timestamptz not null,
  trigger     text        not null,
  origin      text,
  lead        text
);
create index opening_repeat_opening on opening_repeat (opening_id, at);
