-- The customer of an Odoo partner id, or no row.
select name, phone, email
  from client
 where odoo_partner_id = :#${body[partner_id]}
