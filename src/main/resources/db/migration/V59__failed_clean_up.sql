-- A table whose rows cannot leave holds up no other table.
alter table clean_up add column failed_at timestamptz;
alter table clean_up add column failure text;
comment on column clean_up.failed_at is 'When its last batch failed; it is tried again an hour later';
comment on column clean_up.failure is 'What PostgreSQL answered then';
