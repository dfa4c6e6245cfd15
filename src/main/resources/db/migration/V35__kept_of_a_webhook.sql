-- What a source of webhooks keeps of a request besides its bytes: a JSON object of texts, such as the header that names the kind of event.
alter table event add column kept text;
comment on column event.kept is 'Headers and parameters that the reader of this source needs, by name; a JSON object of texts, or null';
