package dev.recado.ground.process;

import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether Quartz, the clock of all hubs, fires what is due; asks its own tables. */
public final class Overdue {

  /** Quartz itself waits this long before it counts a firing as missed. */
  private static final Duration ALLOWED = Duration.ofSeconds(60);

  private final JdbcClient jdbc;
  private final Clock clock;

  /**
   * Looks by a clock.
   *
   * @param jdbc where the tables of Quartz are
   * @param clock tells what is due
   */
  public Overdue(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** False where a trigger that is not paused, in error or not, should have fired a minute ago. */
  public boolean none() {
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
