-- What a person must know of: one row for each alert and what it is about, with its last episode.
create table alert (
  name        text        not null,
  subject     text        not null,
  since       timestamptz not null,
  raised_at   timestamptz not null,
  times       int         not null,
  well_since  timestamptz,
  cleared_at  timestamptz,
  value       numeric     not null,
  threshold   numeric     not null,
  unit        text        not null,
  text        text        not null,
  link        text        not null,
  event       uuid        not null,
  primary key (name, subject)
);
comment on column alert.subject is 'The channel or connector; empty for the whole hub';
comment on column alert.raised_at is 'When it was told last; the pause between repeats counts from here';
comment on column alert.times is 'How often it was told in this episode';
comment on column alert.well_since is 'Since when the condition is gone; null while it holds';
comment on column alert.cleared_at is 'When the all-clear was given; null: the alert is raised';
comment on column alert.event is 'The last event: alert.raised or alert.cleared';

-- The last look of any hub; whoever looks locks this row.
create table alert_look (
  single  boolean     primary key default true check (single),
  at      timestamptz not null
);
insert into alert_look (at) values ('1970-01-01T00:00:00Z');

-- What each process that sends knows of each channel: a breaker and a session's state are known to a process only.
create table channel_report (
  process  uuid        not null,
  channel  text        not null,
  trouble  text,
  since    timestamptz not null,
  seen_at  timestamptz not null,
  primary key (process, channel)
);
comment on column channel_report.trouble is 'Why nothing can be sent, or null';
comment on column channel_report.since is 'Since when there is trouble, or since when there is none';

-- How a provider judged a channel last.
create table channel_quality (
  channel  text        primary key,
  level    int         not null,
  said     text        not null,
  at       timestamptz not null
);
comment on column channel_quality.level is '0 good, 1 a warning (yellow), 2 bad (red)';

-- The dead letters that a look has seen, so that new ones are told once.
create table dead_letter_seen (
  id       uuid        primary key,
  seen_at  timestamptz not null
);

-- The latest attempts are read at each look. Times only grow, so the index is written at its right edge only.
create index attempt_at on attempt (at);

create view attempt_read as
  select outbox_id, number, at, took_ms, outcome
    from attempt;

create view event_run_read as
  select id, type, received_at, processed_at, claimed_at
    from event;
