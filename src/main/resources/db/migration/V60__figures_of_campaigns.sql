-- People and messages of old campaigns leave by the clean-up; their counts stay with the campaign.
alter table outbox_batch
  add column gone_sent       bigint not null default 0,
  add column gone_delivered  bigint not null default 0,
  add column gone_read       bigint not null default 0,
  add column gone_cancelled  bigint not null default 0;
comment on column outbox_batch.gone_sent is 'How many of its messages have left the outbox in this state; the same for the others';

alter table campaign
  add column gone_replied    bigint not null default 0,
  add column gone_opted_out  bigint not null default 0,
  add column gone_skipped    jsonb  not null default '{}';
comment on column campaign.gone_replied is 'How many of its people who have left had answered';
comment on column campaign.gone_skipped is 'How many of its people who have left got nothing, by the code of the reason';

create index campaign_ended on campaign (ended_at, id) where ended_at is not null;
create index campaign_open on campaign (created_at) where ended_at is null and started_at is not null;
