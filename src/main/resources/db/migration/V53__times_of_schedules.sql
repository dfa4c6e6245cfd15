-- A time that a person gave a schedule, in place of the one in the flow's file.
alter table schedule
  add column set_cron   text,
  add column set_every  text,
  add column set_at     timestamptz,
  add column set_by     text,
  add constraint schedule_one_time check (set_cron is null or set_every is null),
  add constraint schedule_set_whole check ((coalesce(set_cron, set_every) is null) = (set_at is null));
comment on column schedule.set_cron is 'The cron that a person set; with set_every null too, the time is the file''s';
comment on column schedule.set_every is 'The interval that a person set, such as 15m';

-- The runs of one schedule, newest first.
create index event_schedule on event (subject, received_at desc, id desc) where type = 'schedule.fired';
