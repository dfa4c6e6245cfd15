-- When a seller is away: once, or each week again. Times are on the clock of RECADO_TIMEZONE, as the working hours are.
create table seller_time_off (
  id          bigint generated always as identity primary key,
  seller      bigint      not null references seller (id),
  starts_at   timestamp,
  ends_at     timestamp,
  weekday     smallint    check (weekday between 1 and 7),
  from_time   time,
  to_time     time,
  reason      text,
  created_by  text        not null,
  created_at  timestamptz not null,
  check (starts_at < ends_at),
  check (from_time < to_time),
  check (num_nulls(starts_at, ends_at) in (0, 2)),
  check (num_nulls(weekday, from_time, to_time) in (0, 3)),
  check ((starts_at is null) = (weekday is not null)),
  constraint seller_time_off_once exclude using gist
    (int8range(seller, seller, '[]') with &&, tsrange(starts_at, ends_at) with &&) where (starts_at is not null)
);
comment on column seller_time_off.weekday is 'Each week on this day, 1 is Monday; null: once, from starts_at to ends_at';
comment on column seller_time_off.reason is 'For colleagues; no customer reads it';
create index seller_time_off_seller on seller_time_off (seller);
