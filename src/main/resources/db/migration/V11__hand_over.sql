-- When a person who took a conversation over is silent for so long that the hub answers again.
alter table contact add column returns_at timestamptz;
create index contact_returns on contact (returns_at) where returns_at is not null;

-- Who decided that a person answers, or the hub again; never changed, only added to.
create table hand_over_change (
  id            bigint generated always as identity primary key,
  conversation  text        not null,
  at            timestamptz not null,
  what          text        not null check (what in ('TAKEN', 'RETURNED', 'REFUSED')),
  who           text        not null,
  via           text        not null,
  why           text,
  event_id      uuid
);
create index hand_over_change_conversation on hand_over_change (conversation, at desc);
create index hand_over_change_at on hand_over_change (at desc);

-- What is to happen later in a conversation, and what takes it back. The event itself is a row of event.
create table conversation_timer (
  event_id      uuid primary key references event (id) on delete cascade,
  conversation  text        not null,
  name          text        not null,
  unless        text[]      not null,
  set_at        timestamptz not null,
  due_at        timestamptz not null,
  ended_at      timestamptz,
  reason        text
);
comment on column conversation_timer.unless is 'What takes it back: customer-writes, handed-over';
comment on column conversation_timer.reason is 'Why it was taken back; null where it came due';
create index conversation_timer_open on conversation_timer (conversation) where ended_at is null;
