package dev.recado.ground.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class OverdueTest {

  private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");

  private final JdbcClient jdbc = TestDatabase.create().jdbc();
  private final SettableClock clock = new SettableClock(NOON);
  private final Overdue overdue = new Overdue(jdbc, clock);

  @Test
  void aFiringThatIsAMinuteLateIsSeenUnlessItIsPaused() {
    jdbc.sql(
            """
            insert into qrtz_job_details
              (sched_name, job_name, job_group, job_class_name, is_durable, is_nonconcurrent,
               is_update_data, requests_recovery)
            values ('recado', 'job', 'odoo', 'x', true, true, false, false)
            """)
        .update();
    jdbc.sql(
            """
            insert into qrtz_triggers
              (sched_name, trigger_name, trigger_group, job_name, job_group, next_fire_time,
               trigger_state, trigger_type, start_time)
            values ('recado', 'job', 'odoo', 'job', 'odoo', ?, 'WAITING', 'SIMPLE', 0)
            """)
        .param(NOON.toEpochMilli())
        .update();
    assertThat(overdue.none()).isTrue();
    clock.tick(Duration.ofSeconds(61));
    assertThat(overdue.none()).isFalse();

    jdbc.sql("update qrtz_triggers set trigger_state = 'ERROR'").update();
    assertThat(overdue.none()).isFalse();

    jdbc.sql("update qrtz_triggers set trigger_state = 'PAUSED'").update();
    assertThat(overdue.none()).isTrue();
  }
}
