-- A simulated phone chats with several numbers of the business, and not only in text.
alter table simulator_message add column provider text not null default 'waha';
alter table simulator_message add column account text not null default 'default';
alter table simulator_message add column kind text not null default 'text';
alter table simulator_message add column details text;
alter table simulator_message alter column provider drop default, alter column account drop default, alter column kind drop default;
comment on column simulator_message.provider is 'The simulated provider of the business''s number';
comment on column simulator_message.account is 'The session of WAHA, or Meta''s id of the number';
comment on column simulator_message.kind is 'text, template, buttons, list, image and so on';
comment on column simulator_message.details is 'What the message holds besides its text, a JSON object; null if nothing';
comment on column simulator_message.ack is 'How far the business''s message has come, in WhatsApp''s numbers; -1: it never reached the phone; null for the customer''s';
