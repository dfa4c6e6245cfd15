-- The routes folder as it ran last: what goes on running where a file is refused at the next start.
create table route_file (
  name     text        primary key,
  content  bytea       not null,
  taken_at timestamptz not null
);
