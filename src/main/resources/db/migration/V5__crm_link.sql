-- Which records of the CRM belong to which conversation.
create table crm_link (
  conversation  text primary key,
  contact       text unique,
  lead          text unique
);
comment on column crm_link.lead is 'The open lead; a lead that is won, lost or deleted is forgotten';
