package dev.recado.spine.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What became of messages, on the tables of a test. */
public final class TestMessages {

  private TestMessages() {}

  public static Messages on(JdbcClient jdbc) {
    return on(jdbc, Clock.systemUTC());
  }

  public static Messages on(JdbcClient jdbc, Clock clock) {
    return new MessageTable(jdbc, new ObjectMapper(), clock);
  }
}
