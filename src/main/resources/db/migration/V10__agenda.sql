-- Appointments of customers with sellers.
create table appointment (
  id                bigint generated always as identity primary key,
  seller            bigint      not null,
  conversation      text        not null,
  address           text        not null,
  name              text,
  subject           text,
  area              text,
  lead              text,
  starts_at         timestamptz not null,
  ends_at           timestamptz not null,
  state             text        not null check (state in ('BOOKED', 'CANCELLED', 'DONE')),
  sequence          int         not null default 0,
  rescheduled_from  timestamptz,
  created_by        text        not null,
  created_at        timestamptz not null,
  updated_at        timestamptz not null,
  check (starts_at < ends_at),
  constraint appointment_one_at_a_time exclude using gist
    (int8range(seller, seller, '[]') with &&, tstzrange(starts_at, ends_at) with &&) where (state = 'BOOKED')
);
comment on column appointment.address is 'Whom to write to: the phone''s digits, or the chat id where the phone is hidden';
comment on column appointment.lead is 'Its lead in the CRM, as far as it was known';
comment on column appointment.sequence is 'How often it was changed; calendars and reminders tell by it what is out of date';
comment on column appointment.rescheduled_from is 'When it was to begin before it was last moved';
comment on constraint appointment_one_at_a_time on appointment is 'A seller is with one customer at a time, whatever two hubs do at once';
create index appointment_conversation on appointment (conversation, starts_at);
create index appointment_seller on appointment (seller, starts_at);
create index appointment_open on appointment (starts_at) where state = 'BOOKED';

-- What befell an appointment.
create table appointment_log (
  id           bigint generated always as identity primary key,
  appointment  bigint      not null references appointment (id) on delete cascade,
  at           timestamptz not null,
  what         text        not null check (what in ('BOOKED', 'RESCHEDULED', 'CANCELLED', 'DONE')),
  by           text        not null,
  why          text,
  starts_at    timestamptz not null
);
create index appointment_log_appointment on appointment_log (appointment, at);

-- Days off of the house itself, besides the national holidays.
create table holiday (
  day   date primary key,
  name  text not null
);

-- Which calendar address of a seller is the valid one.
create table calendar_feed (
  seller   bigint primary key,
  version  int    not null
);
comment on column calendar_feed.version is 'Part of what the address is made from: a higher one makes all earlier addresses invalid';
