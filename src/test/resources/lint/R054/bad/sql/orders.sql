select number
  from orders
 where phone = :#${body[phone]}
