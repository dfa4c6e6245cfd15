package dev.recado.spine.intake;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The real timers, for tests of packages above this one. */
public final class TestTimers {

  private TestTimers() {}

  /** On the tables of a test. */
  public static Timers on(JdbcClient jdbc) {
    return new EventTable(jdbc);
  }
}
