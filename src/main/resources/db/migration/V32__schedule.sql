-- Flows that run by the clock: how far each of them has come.
create table schedule (
  group_name       text        not null,
  name             text        not null,
  first_seen_at    timestamptz not null,
  seen_at          timestamptz not null,
  up_to            timestamptz not null,
  paused_at        timestamptz,
  paused_by        text,
  last_planned_at  timestamptz,
  last_event       uuid,
  primary key (group_name, name)
);
comment on column schedule.seen_at is 'The last look at which a flow had this schedule; an earlier one than schedule_look.at: it was away';
comment on column schedule.up_to is 'All times up to here are decided; the next look goes on from here';
comment on column schedule.paused_at is 'Since when nothing fires, or null';
comment on column schedule.last_planned_at is 'The planned time that fired last';
comment on column schedule.last_event is 'The event of that, or of what a person started since';

-- The last look of any hub; whoever looks locks this row.
create table schedule_look (
  single  boolean     primary key default true check (single),
  at      timestamptz not null
);
insert into schedule_look (at) values ('1970-01-01T00:00:00Z');
