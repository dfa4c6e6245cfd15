-- The client of a phone: one or none.
select name, created_at::date
  from client
 where phone = :#${bodi[phone]}
   and city = :city
   and id in (:#in:ids)
   and note <> 'a :quoted one'
