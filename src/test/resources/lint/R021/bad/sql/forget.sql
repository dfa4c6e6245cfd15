-- Select who is to go.
with gone as (delete from client returning id) select * from gone
