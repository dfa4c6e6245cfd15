package dev.recado.spine.outbox;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What became of messages, on the tables of a test. */
public final class TestMessages {

  private TestMessages() {}

  public static Messages on(JdbcClient jdbc) {
    return new MessageTable(jdbc);
  }
}
