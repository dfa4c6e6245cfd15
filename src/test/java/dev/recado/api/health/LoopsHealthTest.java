package dev.recado.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.api.health.HealthConfiguration.Told;
import dev.recado.ground.loop.Loop;
import dev.recado.ground.loop.Loops;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;
import org.springframework.dao.DataAccessResourceFailureException;

class LoopsHealthTest {

  private final AtomicLong now = new AtomicLong();
  private final Loops loops = new Loops(now::get);
  private final Loop intake = loops.add("intake");
  private final Loop lane = loops.add("late-events");

  private Health health() {
    return new HealthConfiguration().loopsHealthIndicator(loops).health();
  }

  private void pass(int seconds) {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void aStalledLoopIsReportedByNameWithItsReason() {
    intake.wentOn();
    lane.wentOn();
    assertThat(health().getStatus()).isEqualTo(Status.UP);

    pass(61);
    intake.failed(new IllegalStateException("no such type"));
    lane.wentOn();
    assertThat(health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(health().getDetails())
        .containsOnlyKeys("intake")
        .containsEntry("intake", new Told(61, "IllegalStateException: no such type"));

    intake.wentOn();
    assertThat(health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void waitingForPostgresqlIsReportedAndIsNoStall() {
    intake.wentOn();
    pass(70);
    intake.failed(new DataAccessResourceFailureException("refused"));
    assertThat(health().getStatus()).isEqualTo(Status.UP);
    assertThat(health().getDetails()).containsEntry("intake", new Told(0, "waits for PostgreSQL"));
  }
}
