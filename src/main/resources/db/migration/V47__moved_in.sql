-- Which row of the hub each record of another system has become, so that the same file again changes rows instead of doubling them.
create table moved_in (
  kind        text   not null,
  origin      text   not null,
  external_id text   not null,
  target      bigint not null,
  primary key (kind, origin, external_id)
);
create index moved_in_target on moved_in (kind, origin, target);
comment on column moved_in.kind is 'categoria, cliente, vendedor, produto, pedido, item or agenda';
comment on column moved_in.origin is 'The other system: django, supabase or import';
comment on column moved_in.target is 'The id of the row here; the position of an item in its order';

-- By what an import finds a row again that has neither an id nor a phone.
create index product_name on product (lower(name)) where deleted_at is null;
create index client_name_alone on client (origin, lower(name)) where phone is null and document is null and external_id is null;
