-- Appointments of different length. A kind that is deleted stays for the records that name it.
create table appointment_kind (
  id          bigint generated always as identity primary key,
  name        text        not null,
  name_key    text        not null,
  minutes     int         not null check (minutes between 1 and 720),
  area        text,
  active      boolean     not null,
  created_at  timestamptz not null,
  updated_at  timestamptz not null,
  deleted_at  timestamptz
);
comment on column appointment_kind.name_key is 'The name without accents and in lower case: two kinds of one name could not be told apart';
comment on column appointment_kind.area is 'As written in business.yaml; null: of every area';
create unique index appointment_kind_name on appointment_kind (name_key) where deleted_at is null;

alter table appointment add column kind bigint references appointment_kind (id);
create index appointment_kind_booked on appointment (kind) where state = 'BOOKED';

-- Customers who do not come.
alter table appointment drop constraint appointment_state_check;
alter table appointment add constraint appointment_state_check
  check (state in ('BOOKED', 'CANCELLED', 'DONE', 'NO_SHOW'));
alter table appointment_log drop constraint appointment_log_what_check;
alter table appointment_log add constraint appointment_log_what_check
  check (what in ('BOOKED', 'RESCHEDULED', 'CANCELLED', 'DONE', 'NO_SHOW'));
