-- What could not be read or stored is a dead letter; once replayed it is to have its whole effect.
alter table event add column untold boolean not null default false;
comment on column event.untold is 'The hub''s own part in it is still to be done: the first run that can be stored does it';
