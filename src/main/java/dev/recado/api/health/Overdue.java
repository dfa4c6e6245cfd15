package dev.recado.api.health;

import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether Quartz, the clock of all hubs, fires what is due; asks its own tables. */
final class Overdue {

  /** Quartz itself lets this much pass before it calls a firing missed. */
  private static final Duration ALLOWED = Duration.ofSeconds(60);

  private final JdbcClient jdbc;
  private final Clock clock;

  Overdue(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** False where a trigger that is not paused, in error or not, should have fired a minute ago. */
  boolean none() {
    return jdbc.sql(
                """
                select count(*) from qrtz_triggers
                 where trigger_state in ('WAITING', 'ACQUIRED', 'ERROR')
                   and next_fire_time between 1 and :before
                """)
            .param("before", clock.instant().minus(ALLOWED).toEpochMilli())
            .query(Integer.class)
            .single()
        == 0;
  }
}
