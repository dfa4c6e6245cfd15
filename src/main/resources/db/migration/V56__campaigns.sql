-- Messages that are let out, held back and taken back together. The gate asks it at each send.
create table outbox_batch (
  id       uuid primary key,
  hours    text,
  stopped  text check (stopped in ('HELD', 'CANCELLED')),
  reason   text
);
comment on column outbox_batch.hours is 'When its messages may go out, besides the quiet hours: seg-sex 09:00-18:00';
comment on column outbox_batch.stopped is 'Nothing of it goes out: HELD for now, CANCELLED for ever; null where it goes';

alter table outbox add column batch uuid;
comment on column outbox.batch is 'The batch that it belongs to, such as a campaign; null for a message by itself';
create index outbox_batch_state on outbox (batch, state) where batch is not null;

create or replace view outbox_read as
  select seq, id, event_id, kind, connector, conversation, payload, state, reason, due_at, attempts, created_at, claimed_at, sent_at,
         batch, delivered_at, read_at
    from outbox;

-- One message to many people: whom, what, when and how fast.
create table campaign (
  id                uuid primary key,
  name              text        not null,
  state             text        not null check (state in ('DRAFT', 'PREPARING', 'RUNNING', 'PAUSED', 'DONE', 'CANCELLED', 'FAILED')),
  reason            text,
  audience          text        not null,
  template          text        not null,
  facts             text        not null,
  channel           text,
  pace              int,
  hours             text,
  not_again_within  bigint,
  daily_cap         int,
  origin            text        not null,
  event_id          uuid,
  created_by        text        not null,
  created_at        timestamptz not null,
  started_at        timestamptz,
  prepared_at       timestamptz,
  ended_at          timestamptz,
  preparation       uuid,
  total             bigint      not null default 0,
  skipped           bigint      not null default 0,
  released          bigint      not null default 0,
  next_slot         timestamptz,
  look_at           timestamptz
);
comment on column campaign.audience is 'JSON: {"sql": "customers.sql", "parameters": {}}, {"csv": "<id of a file>"} or {"clients": {}}';
comment on column campaign.facts is 'JSON: values of the template that are the same for everybody';
comment on column campaign.pace is 'Messages in a minute at most; null: as fast as the channel';
comment on column campaign.not_again_within is 'In seconds: who got a campaign of this name within this time is left out';
comment on column campaign.preparation is 'The run that reads the audience; a former run of another process writes nothing more';
comment on column campaign.next_slot is 'The time of the next message by the pace';
comment on column campaign.look_at is 'There is nothing to release before this time';

create index campaign_working on campaign (state) where state in ('PREPARING', 'RUNNING');
create index campaign_created on campaign (created_at desc, id desc);
create index campaign_name on campaign (name);

-- Whom a campaign writes to, in the order of the audience.
create table campaign_recipient (
  campaign      uuid        not null references campaign (id) on delete cascade,
  position      bigint      not null,
  address       text,
  conversation  text,
  client        text,
  facts         text        not null,
  state         text        not null check (state in ('PLANNED', 'SKIPPED', 'RELEASED')),
  reason        text,
  due_at        timestamptz not null default '-infinity',
  message       uuid,
  released_at   timestamptz,
  replied_at    timestamptz,
  opted_out_at  timestamptz,
  primary key (campaign, position)
) with (fillfactor = 80);
comment on column campaign_recipient.facts is 'JSON: the columns of the audience, for the template';
comment on column campaign_recipient.due_at is 'Not before this time: the hours of the place where the contact lives';
comment on column campaign_recipient.message is 'Its row in the outbox';

-- A contact is in a campaign once.
create unique index campaign_recipient_once on campaign_recipient (campaign, conversation) where state <> 'SKIPPED';
create index campaign_recipient_planned on campaign_recipient (campaign, due_at, position) where state = 'PLANNED';
create index campaign_recipient_skipped on campaign_recipient (campaign, (split_part(reason, ':', 1))) where state = 'SKIPPED';
create index campaign_recipient_released on campaign_recipient (conversation, released_at) where state = 'RELEASED';
create index campaign_recipient_answered on campaign_recipient (campaign) where replied_at is not null or opted_out_at is not null;

-- A list of people that was sent as a file, until its campaigns have read it.
create table campaign_file (
  id          uuid primary key,
  created_at  timestamptz not null,
  content     bytea       not null
);
