-- A lead that the hub has made is Kommo's own user's until the hub says whose it is: nobody chose that.
alter table kommo_write add column unclaimed boolean not null default false;
comment on column kommo_write.unclaimed is 'A lead that the hub made and has named nobody for yet';

-- Where a contact was met last in the CRM's own chat.
alter table crm_link add column talk text;
comment on column crm_link.talk is 'The CRM''s own conversation (Kommo: talk_id) that the contact wrote in last';
