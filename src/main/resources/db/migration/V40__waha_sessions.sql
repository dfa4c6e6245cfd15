-- What the hub knows of the session of each WAHA channel, shared by all processes.
create table waha_session (
  channel     text        not null,
  session     text        not null,
  status      text        not null,
  since       timestamptz not null,
  refuses     boolean     not null default false,
  number      text,
  looked_at   timestamptz,
  well_at     timestamptz,
  heard_at    timestamptz,
  gap_from    timestamptz,
  history_at  timestamptz,
  read_to     timestamptz,
  primary key (channel, session)
);
comment on column waha_session.status is 'WAHA''s own word, or AWAY, NOT_FOUND or UNKNOWN where WAHA says nothing of the session';
comment on column waha_session.refuses is 'WAHA refused a message in this status; messages wait for another status';
comment on column waha_session.number is 'The phone of the session, in digits';
comment on column waha_session.looked_at is 'When a hub last began to ask WAHA for the status';
comment on column waha_session.well_at is 'When the last answer came that it is working';
comment on column waha_session.heard_at is 'When the last webhook of a message came';
comment on column waha_session.gap_from is 'From here on messages may be missing, until the history has been read';
comment on column waha_session.history_at is 'When the history is read next; a hub that reads it moves this forward';
comment on column waha_session.read_to is 'How far the history has been read';
