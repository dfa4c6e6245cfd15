-- Who is signed in, and where. A refresh token is good once: the row knows the id of the one that is good now.
create table session (
  id             uuid primary key,
  username       text        not null references app_user (username) on delete cascade,
  password_mark  text        not null,
  created_at     timestamptz not null,
  used_at        timestamptz not null,
  expires_at     timestamptz not null,
  address        text        not null,
  network        text        not null,
  user_agent     text        not null,
  refresh_id     uuid        not null,
  former_id      uuid,
  rotated_at     timestamptz,
  ended_at       timestamptz
);
comment on column session.password_mark is 'The mark of the password it began with: under another one it is over';
comment on column session.network is 'What the address is counted under: the address, of IPv6 its /64';
comment on column session.former_id is 'The refresh token before; for some seconds the answer to it may have been lost';
create index session_of_user on session (username, network, user_agent, used_at);
create index session_expired on session (expires_at);
