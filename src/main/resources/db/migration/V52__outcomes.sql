-- How leads ended. A lead that comes back has a new outcome; a correction changes the present one.
create table lead_outcome (
  id            bigint generated always as identity primary key,
  conversation  text          not null,
  seller        bigint        not null references seller (id),
  area          text,
  won           boolean       not null,
  value         numeric(14,2) check (value >= 0),
  reason        text,
  lead          text,
  by            text          not null,
  at            timestamptz   not null,
  check (won or value is null)
);
comment on column lead_outcome.seller is 'Whose the lead was when it was closed';
comment on column lead_outcome.value is 'In reais; null: not known';
comment on column lead_outcome.lead is 'The lead in the CRM that told it, or that was known';
comment on column lead_outcome.at is 'When it was won or lost; a correction of value or reason does not change it';
create index lead_outcome_at on lead_outcome (at);
create index lead_outcome_conversation on lead_outcome (conversation);
create index lead_outcome_lead on lead_outcome (lead) where lead is not null;

alter table assignment add column outcome bigint references lead_outcome (id);
comment on column assignment.outcome is 'Of a closed one; null while it is open, and where nobody told';
alter table assignment_log drop constraint assignment_log_what_check;
alter table assignment_log add constraint assignment_log_what_check
  check (what in ('GIVEN', 'REOPENED', 'MOVED', 'CLOSED', 'WON', 'LOST'));
