-- What Odoo, collections and chatbots know of one customer is one row.

-- The same key as ground.phone.Phones.matchKey for what people type; a generated column also holds for rows that no code of the hub wrote.
create function phone_match_key(written text) returns text
  language sql immutable strict parallel safe
  return (
    with typed as (
      select regexp_replace(regexp_replace(written, '\D', '', 'g'), '^0+', '') as digits)
    select case
             when digits = '' then null
             when digits ~ '^55[1-9][1-9]\d{8,9}$' then '55' || substr(digits, 3, 2) || right(digits, 8)
             when digits ~ '^[1-9][1-9]\d{8,9}$' and written !~ '^\s*\+' then '55' || left(digits, 2) || right(digits, 8)
             else digits
           end
      from typed);

alter table client
  add column match_key   text generated always as (phone_match_key(phone)) stored,
  add column document    text,
  add column address     text,
  add column city        text,
  add column state       text check (state ~ '^[A-Z]{2}$'),
  add column postcode    text,
  add column notes       text,
  add column active      boolean     not null default true,
  add column blocked     boolean     not null default false,
  add column origin      text        not null default 'manual',
  add column external_id text,
  add column last_order_at timestamptz,
  add column updated_at  timestamptz not null default now();

create index client_match_key on client (match_key);
create index client_document on client (document) where document is not null;
create unique index client_external on client (origin, external_id) where external_id is not null;
comment on column client.match_key is 'The same for both forms of a Brazilian number; null without a phone';
comment on column client.document is 'CPF or CNPJ, digits only (a CNPJ may have letters)';
comment on column client.blocked is 'No order is taken from this customer';
comment on column client.origin is 'Where the row came from first: manual, whatsapp, odoo, import, django';
comment on column client.external_id is 'Its id there, so that an import can be run again';
comment on column client.last_order_at is 'When the last order of this customer was confirmed';
