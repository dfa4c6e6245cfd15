-- The account of Kommo that an administrator has connected; at most one.
create table kommo_account (
  id             smallint    primary key default 1 check (id = 1),
  url            text        not null,
  access_token   bytea       not null,
  refresh_token  bytea       not null,
  expires_at     timestamptz not null,
  renewed_at     timestamptz not null
);
comment on column kommo_account.access_token is 'AES-GCM under a key made from RECADO_SECRET_KEY';
comment on column kommo_account.refresh_token is 'The same; good for three months, exchanged with each use';

-- Consents that were begun and have not come back yet.
create table kommo_consent (
  state       bytea       primary key,
  expires_at  timestamptz not null
);
comment on column kommo_consent.state is 'SHA-256 of what goes through the browser';

-- When the next call may be made, whichever hub makes it.
create table kommo_pace (
  id       smallint    primary key default 1 check (id = 1),
  next_at  timestamptz not null
);
insert into kommo_pace (next_at) values (now());

-- What was written to Kommo, which has no external ids by which it would know a repeat.
create table kommo_write (
  external_id  text        primary key,
  place        text,
  text         text,
  begun_at     timestamptz not null,
  id_kommo     text
);
comment on column kommo_write.place is 'Where it is written, such as leads/28455849, until it is';
comment on column kommo_write.text is 'What it says, until it is written: a lost answer is looked for by it';
comment on column kommo_write.id_kommo is 'What came of it, such as note:50123460; null while that is not known';

create index kommo_write_made on kommo_write (id_kommo) where id_kommo is not null;
