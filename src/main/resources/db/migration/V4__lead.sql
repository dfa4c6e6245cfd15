-- Who may buy, where there is no CRM to keep it.
create table lead (
  id           bigint generated always as identity primary key,
  external_id  text        not null unique,
  title        text        not null,
  name         text,
  phone        text,
  match_key    text,
  email        text,
  area         text,
  source       text        not null,
  description  text,
  state        text        not null default 'NEW' check (state in ('NEW', 'WON', 'LOST')),
  created_at   timestamptz not null,
  updated_at   timestamptz not null
);
comment on column lead.external_id is 'What makes telling the same lead twice harmless';
comment on column lead.match_key is 'By which one person is recognised under both forms of a Brazilian number';
comment on column lead.description is 'What was told later is added below, each with its external id in brackets';

create index lead_person on lead (match_key) where match_key is not null;
create index lead_state on lead (state, created_at desc);
