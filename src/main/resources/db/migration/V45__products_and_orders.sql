-- What is sold, and who ordered what.
create table product_category (
  id          bigint generated always as identity primary key,
  name        text        not null,
  description text,
  position    integer     not null default 0,
  active      boolean     not null default true,
  origin      text        not null default 'manual',
  external_id text,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);
create unique index product_category_name on product_category (lower(name));
create unique index product_category_external on product_category (origin, external_id) where external_id is not null;

create table product (
  id           bigint generated always as identity primary key,
  category     bigint references product_category (id) on delete set null,
  name         text           not null,
  description  text,
  code         text unique,
  price        numeric(12, 2) not null check (price >= 0),
  stock        integer check (stock >= 0),
  synonyms     text[]         not null default '{}',
  most         integer        not null default 99 check (most between 1 and 10000),
  active       boolean        not null default true,
  deleted_at   timestamptz,
  odoo_id      bigint,
  origin       text           not null default 'manual',
  external_id  text,
  created_at   timestamptz    not null default now(),
  updated_at   timestamptz    not null default now()
);
create index product_category_products on product (category, name) where deleted_at is null;
create unique index product_external on product (origin, external_id) where external_id is not null;
comment on column product.stock is 'What can still be sold; reserved pieces are taken off. Null: not counted';
comment on column product.synonyms is 'Other names under which customers ask for it';
comment on column product.most is 'The most pieces of one order';
comment on column product.deleted_at is 'Old orders go on naming it';
comment on column product.odoo_id is 'Its product.product in Odoo, or null: found there by its code';

-- What a customer has chosen and not ordered yet; one for each conversation.
create table cart (
  conversation text primary key,
  lines        text        not null,
  updated_at   timestamptz not null
);
create index cart_updated on cart (updated_at);
comment on column cart.lines is 'JSON: [{"product": 1, "name": "…", "quantity": 2, "price": "39.90"}]; the price that the customer was told';

create table sale_order (
  id            bigint generated always as identity primary key,
  client        bigint references client (id) on delete set null,
  conversation  text,
  address       text,
  channel       text,
  name          text,
  state         text           not null check (state in ('novo', 'confirmado', 'em_preparo', 'enviado', 'entregue', 'cancelado')),
  total         numeric(14, 2) not null check (total >= 0),
  notes         text,
  reserved      boolean        not null default true,
  origin        text           not null,
  external_id   text,
  created_at    timestamptz    not null,
  updated_at    timestamptz    not null,
  confirmed_at  timestamptz,
  reminded_at   timestamptz,
  ended_at      timestamptz,
  why           text,
  odoo_id       bigint,
  odoo_name     text
);
create index sale_order_client on sale_order (client, created_at desc);
create index sale_order_conversation on sale_order (conversation, created_at desc);
create index sale_order_state on sale_order (state, created_at);
create index sale_order_created on sale_order (created_at);
create unique index sale_order_external on sale_order (origin, external_id) where external_id is not null;
comment on column sale_order.conversation is 'With whom; null for an order without a phone';
comment on column sale_order.address is 'Whom to write to: the phone, or the chat id if the phone is hidden';
comment on column sale_order.reserved is 'Whether its pieces are taken off the stock';
comment on column sale_order.origin is 'chatbot, api, import, django';
comment on column sale_order.why is 'Why it was cancelled';

create table sale_order_line (
  sale_order bigint         not null references sale_order (id) on delete cascade,
  position   integer        not null,
  product    bigint references product (id) on delete set null,
  name       text           not null,
  quantity   integer        not null check (quantity > 0),
  price      numeric(12, 2) not null check (price >= 0),
  primary key (sale_order, position)
);
create index sale_order_line_product on sale_order_line (product);
comment on column sale_order_line.name is 'As it was called when it was ordered';
comment on column sale_order_line.price is 'Of one piece, as it is charged';

create table sale_order_log (
  id         bigint generated always as identity primary key,
  sale_order bigint      not null references sale_order (id) on delete cascade,
  at         timestamptz not null,
  state      text        not null,
  who        text        not null,
  why        text
);
create index sale_order_log_order on sale_order_log (sale_order, id);
