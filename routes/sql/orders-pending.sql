-- Orders that wait for the customer's confirmation, the oldest first: 6 hours after the order the customer is to be reminded, and 18 hours
-- after the reminder the order is to be cancelled. An order that came from another system holds no pieces and stays.
select id,
       case when reminded_at is null then 'remind' else 'cancel' end as action
  from sale_order
 where state = 'novo' and reserved
   and coalesce(reminded_at + interval '18 hours', created_at + interval '6 hours') <= cast(:#${body[planned]} as timestamptz)
 order by created_at, id
 limit 500
