-- Since when nothing that was said before keeps a conversation alive: DELETE /reset/conversations.
alter table conversation add column reset_at timestamptz;

-- A person let a message go that the gate had held; opt-outs hold all the same.
alter table outbox add column released boolean not null default false;

-- What people decided about messages, besides what the hub did with them.
create table outbox_decision (
  id         bigint      generated always as identity primary key,
  outbox_id  uuid        not null,
  at         timestamptz not null,
  what       text        not null check (what in ('RELEASED', 'CANCELLED')),
  who        text        not null,
  why        text
);
create index outbox_decision_of on outbox_decision (outbox_id);
