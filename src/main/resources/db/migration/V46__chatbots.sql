-- Chatbots as data: which steps, in which order, on which channels.
create table chatbot (
  id          bigint generated always as identity primary key,
  name        text        not null,
  active      boolean     not null default true,
  position    integer     not null default 0,
  keywords    text[]      not null default '{}',
  intents     text[]      not null default '{}',
  areas       text[]      not null default '{}',
  hours       text,
  timeout_s   integer     not null default 1800 check (timeout_s between 60 and 604800),
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);
create unique index chatbot_name on chatbot (lower(name));
comment on column chatbot.keywords is 'Words that start it; with intents and areas empty too, it starts by any message';
comment on column chatbot.intents is 'Intents that start it';
comment on column chatbot.areas is 'Areas of business.yaml that start it';
comment on column chatbot.hours is 'JSON as of a seller: only then it starts. Null: at any time';

create table chatbot_channel (
  chatbot bigint not null references chatbot (id) on delete cascade,
  channel text   not null,
  primary key (chatbot, channel)
);
comment on table chatbot_channel is 'Without a row the chatbot answers on all channels';

create table chatbot_step (
  id         bigint generated always as identity primary key,
  chatbot    bigint  not null references chatbot (id) on delete cascade,
  code       text    not null,
  handler    text    not null,
  position   integer not null,
  active     boolean not null default true,
  unique (chatbot, code)
);
comment on column chatbot_step.handler is 'The flow that holds the step: direct:<handler>';

-- Where each customer is.
create table chatbot_place (
  conversation text primary key,
  chatbot      bigint      not null references chatbot (id) on delete cascade,
  run          uuid        not null,
  step         text        not null,
  trail        text[]      not null default '{}',
  misses       integer     not null default 0,
  memory       text        not null default '{}',
  entered_at   timestamptz not null,
  updated_at   timestamptz not null,
  expires_at   timestamptz not null
);
create index chatbot_place_expires on chatbot_place (expires_at);
comment on column chatbot_place.run is 'One walk of a customer through the chatbot';
comment on column chatbot_place.trail is 'The steps before, for voltar';
comment on column chatbot_place.misses is 'How often in a row the answer was not understood';

-- Each stay in a step, for the metrics.
create table chatbot_stay (
  seq          bigint generated always as identity primary key,
  run          uuid        not null,
  chatbot      bigint      not null references chatbot (id) on delete cascade,
  step         text        not null,
  conversation text        not null,
  entered_at   timestamptz not null,
  left_at      timestamptz,
  ending       text check (ending in ('NEXT', 'END', 'BACK', 'MENU', 'HANDED_OVER', 'TIMED_OUT', 'OTHER')),
  misses       integer     not null default 0
);
create index chatbot_stay_open on chatbot_stay (conversation) where left_at is null;
create index chatbot_stay_chatbot on chatbot_stay (chatbot, entered_at);
comment on column chatbot_stay.ending is 'NEXT and END: the step was completed; OTHER: another dialogue or chatbot took over';

create table chatbot_error (
  chatbot bigint      not null references chatbot (id) on delete cascade,
  step    text        not null,
  day     date        not null,
  count   integer     not null,
  primary key (chatbot, step, day)
);
comment on table chatbot_error is 'Runs of a step that failed; a failed run changes nothing else';
