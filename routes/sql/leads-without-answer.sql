-- What each seller is to be reminded of: conversations that are his, in which nobody of ours has written since the customer's last word, or since
-- they became his where the customer has not written, and that wait since yesterday or longer. What the hub itself said is no answer of the seller's.
-- Whoever closed a lead, took it over by writing, or opted out is not among them; older than 30 days is nobody's news. One row a seller, 20 leads each.
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
       string_agg(coalesce(c.name, o.name, 'Sem nome') || ' (' || coalesce(c.phone, o.phone, 'número oculto') || '), desde '
                    || to_char(w.since at time zone moment.zone, 'DD/MM HH24:MI'),
                  chr(10) order by w.place) filter (where w.place <= 20) as leads
  from waiting w
  join seller s on s.id = w.seller and s.active and s.phone is not null
  left join conversation c on c.key = w.conversation
  left join lateral (select name, phone from opening where conversation = w.conversation order by started_at desc limit 1) o on true
  cross join moment
 group by s.id, s.name, s.phone
 order by s.id
