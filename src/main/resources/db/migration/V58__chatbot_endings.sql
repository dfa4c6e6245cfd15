-- A walk that the customer gives up is no completed one.
alter table chatbot_stay drop constraint chatbot_stay_ending_check;
alter table chatbot_stay add constraint chatbot_stay_ending_check
  check (ending in ('NEXT', 'END', 'CANCELLED', 'BACK', 'MENU', 'HANDED_OVER', 'TIMED_OUT', 'OTHER')) not valid;
comment on column chatbot_stay.ending is
  'NEXT and END: the step was completed; CANCELLED: the customer gave up; OTHER: another dialogue or chatbot took over';
