-- Wrong passwords, of one account and from one lane: a network, a device, or all networks not known. See ADR 0020.
create table sign_in_lane (
  account   text        not null,
  lane      text        not null,
  wrong     int         not null,
  tried_at  timestamptz not null,
  open_at   timestamptz not null,
  primary key (account, lane)
);
comment on column sign_in_lane.account is 'A keyed hash of the name, for names that nobody has as well: some are passwords in the wrong field';
comment on column sign_in_lane.open_at is 'Before this no password is looked at';
create index sign_in_lane_tried on sign_in_lane (tried_at);
