package dev.recado.chat.conversation;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Customers' messages on the tables of a test. */
public final class TestCustomerMessages {

  private TestCustomerMessages() {}

  public static CustomerMessages on(JdbcClient jdbc) {
    return new CustomerMessageTable(jdbc, new ObjectMapper());
  }
}
