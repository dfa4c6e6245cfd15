-- Customers who ordered and have then not ordered for some days, with what they ordered last. Who opted out, and who got this campaign lately, is left out by the campaign itself.
-- Who never told a name is kept under the phone, by which nobody is greeted.
select case when c.name ~ '[[:alpha:]]' then c.name end as cliente,
       c.phone,
       coalesce('odoo:' || c.odoo_partner_id, 'client:' || c.id) as client,
       (current_date - cast(c.last_order_at as date)) as dias,
       (select string_agg(l.name, ', ' order by l.position)
          from sale_order_line l
         where l.sale_order = last.id) as pedido
  from client c
  join lateral (select o.id
                  from sale_order o
                 where o.client = c.id
                   and o.state not in ('novo', 'cancelado')
                 order by o.created_at desc, o.id desc
                 limit 1) last on true
 where c.active
   and not c.blocked
   and c.phone is not null
   and c.last_order_at < cast(:#planned as timestamptz) - cast(:#days || ' days' as interval)
 order by c.id
