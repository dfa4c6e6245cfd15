-- The phone that a contact of the CRM writes from, or no row where we have not talked to him.
select c.phone
  from crm_link l join conversation c on c.key = l.conversation
 where l.contact = :#${body[contactId]}
   and c.phone is not null
