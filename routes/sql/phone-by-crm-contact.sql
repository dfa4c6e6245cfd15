-- The phone of a contact of the CRM, or no row if the hub has not talked to the contact.
select c.phone
  from crm_link l join conversation c on c.key = l.conversation
 where l.contact = :#${body[contactId]}
   and c.phone is not null
