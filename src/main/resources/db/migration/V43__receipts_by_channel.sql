-- A receipt counts for messages of the channel that told it, because one account may not speak for another.
delete from receipt;
alter table receipt drop constraint receipt_pkey;
alter table receipt add column connector text not null;
alter table receipt add primary key (provider_id, connector);
