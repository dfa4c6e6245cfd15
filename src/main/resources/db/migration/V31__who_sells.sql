-- A CRM lists users who are no sellers: the integration's own, or one without a paid seat. They are given leads only where an operator says so.
-- Whether an operator ever said so was not kept before: who was active here counts as somebody of whom nobody said anything.
alter table seller alter column active_here drop not null;
alter table seller alter column active_here drop default;
update seller set active_here = null where active_here;
alter table seller add column sells boolean not null default true;
alter table seller add column active boolean not null generated always as (listed and coalesce(active_here, sells)) stored;
comment on column seller.active_here is 'What an operator said of whether he is given leads, null where nobody said anything; no sync touches it';
comment on column seller.sells is 'Whether he is given leads where no operator said anything; set by each sync';
comment on column seller.active is 'Whether he is given leads';
