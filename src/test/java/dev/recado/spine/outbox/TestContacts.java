package dev.recado.spine.outbox;

import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The real contacts, for tests of packages above this one. */
public final class TestContacts {

  private TestContacts() {}

  /** On the tables of a test. */
  public static Contacts on(JdbcClient jdbc, Clock clock) {
    return new Contacts(jdbc, clock);
  }
}
