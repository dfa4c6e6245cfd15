-- The customers of a name.
select name, phone from client where name = :#${body[name]}
