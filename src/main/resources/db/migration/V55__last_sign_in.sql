-- When each user signed in last; rows of session leave when they expire.
alter table app_user add column signed_in_at timestamptz;
update app_user u set signed_in_at = (select max(s.created_at) from session s where s.username = u.username);
comment on column app_user.signed_in_at is 'The last time with the right password; null: never since this is recorded';
