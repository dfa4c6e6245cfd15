-- One message may come by more than one way; it is kept, and answered, once.
alter table chat_message add column via text not null default 'whatsapp';
alter table chat_message add column twin_id uuid unique;
alter table chat_message add column author_name text;
comment on column chat_message.via is 'The way it came first: whatsapp (the gateway), kommo (a chat of Kommo), api';
comment on column chat_message.twin_id is 'The event that brought the same message by another way';
comment on column chat_message.author_name is 'Which of our own people wrote it, where that is known';

update chat_message m set via = 'api' from event e where e.id = m.id and e.source = 'chat';
