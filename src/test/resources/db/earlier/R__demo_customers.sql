-- Made-up people for a first try; planted only in the embedded database.
insert into client (odoo_partner_id, name, phone, email) values
  (7, 'João Silva', '5511987654321', 'joao.silva@example.com'),
  (8, 'Maria Souza', '5521976540001', 'maria.souza@example.com'),
  (9, 'Ana Ferreira', '5585991230001', 'ana.ferreira@example.com')
on conflict (odoo_partner_id) do nothing;
