package dev.recado.sales.client;

import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Three made-up customers, so that the first webhook of a first try finds a customer to write to.
 *
 * <p>Their phones may belong to real people. The hub therefore adds them only where no message can
 * leave it, and removes them once a real system is configured.
 */
final class DemoClients implements InitializingBean {

  private static final Logger log = LoggerFactory.getLogger(DemoClients.class);

  private static final List<Customer> ALL =
      List.of(
          new Customer(7, "João Silva", "5511987654321", "joao.silva@example.com"),
          new Customer(8, "Maria Souza", "5521976540001", "maria.souza@example.com"),
          new Customer(9, "Ana Ferreira", "5585991230001", "ana.ferreira@example.com"));

  private record Customer(int partner, String name, String phone, String email) {
    Stream<Object> values() {
      return Stream.of(partner, name, phone, email);
    }
  }

  private final JdbcClient jdbc;
  private final boolean wanted;

  /**
   * Creates the bean.
   *
   * @param wanted true if nothing real is configured
   */
  DemoClients(JdbcClient jdbc, boolean wanted) {
    this.jdbc = jdbc;
    this.wanted = wanted;
  }

  @Override
  public void afterPropertiesSet() {
    if (wanted) {
      plant();
    } else {
      remove();
    }
  }

  /** Only into an empty table: a table with customers is no longer a first try. */
  private void plant() {
    if (jdbc.sql("select exists (select from client)").query(Boolean.class).single()) {
      return;
    }
    for (Customer customer : ALL) {
      jdbc.sql(
              """
              insert into client (odoo_partner_id, name, phone, email) values (?, ?, ?, ?)
              on conflict (odoo_partner_id) do nothing
              """)
          .params(customer.values().toList())
          .update();
    }
  }

  /** Only unchanged rows: another name or phone means that a person edited the customer. */
  private void remove() {
    int removed = 0;
    for (Customer customer : ALL) {
      removed +=
          jdbc.sql(
                  """
                  delete from client
                   where odoo_partner_id = ? and name = ? and phone = ? and email = ?
                  """)
              .params(customer.values().toList())
              .update();
    }
    if (removed > 0) {
      log.info("Removed {} made-up customers: a real system is configured", removed);
    }
  }
}
