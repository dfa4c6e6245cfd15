-- The client of a phone: one or none.
select name, created_at::date
  from client
 where phone = :#${body[phone]}
   and note <> 'a :quoted one'
