-- The leads to remind each seller of: the seller's conversations that wait since yesterday or longer. A conversation waits since the customer's last
-- message, or since the seller got it if the customer has not written, if nobody of our team has written after that. The hub's own messages do not
-- count as an answer. Left out are closed leads, conversations that a person has taken over by writing, customers who have opted out, and anything
-- older than 30 days. One row for each seller, with at most 20 leads.
with moment as (
  select cast(:#${body[planned]} as timestamptz) as at, cast(:#${body[zone]} as text) as zone
), lead_of as (
  select a.seller, a.conversation,
         coalesce((select max(m.sent_at) from chat_message m
                    where m.conversation = a.conversation and m.author = 'CUSTOMER' and m.revoked_at is null), a.at) as since
    from assignment a
   where a.closed_at is null
     and not exists (select 1 from contact p where p.conversation = a.conversation and p.opted_out_at is not null)
), waiting as (
  select l.*, row_number() over (partition by l.seller order by l.since, l.conversation) as place
    from lead_of l, moment
   where l.since < date_trunc('day', moment.at, moment.zone)
     and l.since > moment.at - interval '30 days'
     and not exists (select 1 from chat_message m
                      where m.conversation = l.conversation and m.author = 'PERSON' and m.sent_at >= l.since)
)
select s.id, s.name, s.phone, count(*) as total,
       case when count(*) > 20 then count(*) - 20 end as more,
       string_agg(coalesce(cast(c.facts as jsonb) ->> 'nome', c.name, o.name, 'Sem nome') || ' (' || coalesce(c.phone, o.phone, 'número oculto') || '), desde '
                    || to_char(w.since at time zone moment.zone, 'DD/MM HH24:MI'),
                  chr(10) order by w.place) filter (where w.place <= 20) as leads
  from waiting w
  join seller s on s.id = w.seller and s.active and s.phone is not null
  left join conversation c on c.key = w.conversation
  left join lateral (select name, phone from opening where conversation = w.conversation order by started_at desc limit 1) o on true
  cross join moment
 group by s.id, s.name, s.phone
 order by s.id
