-- Customers of a city who were known before the day.
select name as nome, phone, 'client:' || id as client
  from client
 where city = :#city
   and created_at < cast(:#planned as timestamptz)
 order by id
