package dev.recado.sales.client;

import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Customers of the business for the tests of other rooms. */
public final class ClientsForTests {

  private ClientsForTests() {}

  /** Makes the room's own class on a database of a test. */
  public static Clients of(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
    return new Clients(new ClientTable(jdbc), transaction, clock);
  }
}
