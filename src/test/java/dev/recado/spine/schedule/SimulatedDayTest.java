package dev.recado.spine.schedule;

import static dev.recado.spine.schedule.ScheduleKit.flow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.TestDatabase;
import dev.recado.spine.intake.TestTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two hubs on one database, minute by minute through a day. It begins on a Saturday at 22:30 of the
 * hubs' clock, which is UTC-3.
 */
class SimulatedDayTest {

  private static final Instant BEGIN = Instant.parse("2026-03-01T01:30:00Z");
  private static final String DAILY = "cron: \"0 0 10 * * ?\"";
  private static final String WEEKLY = "cron: \"0 0 2 ? * SUN\"";
  private static final String SIX_HOURS = "trigger.repeatInterval: 6h";

  private final TestDatabase database = TestDatabase.create();
  private final ScheduleKit first = new ScheduleKit(database, BEGIN);
  private final ScheduleKit second = new ScheduleKit(database, first.clock);

  @AfterEach
  void close() {
    first.routes.close();
    second.routes.close();
  }

  private void save() {
    String[] flows = {
      flow("daily", DAILY),
      flow("weekly", WEEKLY, "missed: once", "hours: \"08:00-20:00\""),
      flow("six", SIX_HOURS),
      flow("paused", DAILY)
    };
    first.save(flows);
    second.save(flows);
  }

  /** Each hub looks at each full minute, unless it is away then. */
  private void minutes(int count, ScheduleKit... alive) {
    for (int i = 0; i < count; i++) {
      first.clock.tick(Duration.ofMinutes(1));
      for (ScheduleKit hub : alive) {
        hub.lookAgain();
      }
    }
  }

  @Test
  void eachPlannedTimeIsOneEventWhileHubsComeAndGo() {
    save();
    minutes(200, first, second); // 01:50 on Sunday
    first.schedules.pause("tests", "paused", "ana");
    minutes(100, second); // 03:30: the first hub was away when the week began
    minutes(270, first); // 08:00: now the second one is
    first.clock.tick(Duration.ofMinutes(119)); // 09:59: no hub
    dieOverALook(first);
    minutes(1, second, first); // 10:00
    minutes(360, first, second); // 16:00
    first.schedules.resume("tests", "paused");
    minutes(370, second, first); // 22:10
    assertThat(first.fired()).isEqualTo(PLANNED);
  }

  private static final List<String> PLANNED =
      List.of(
          "weekly 2026-03-01T05:00:00Z 0",
          "six 2026-03-01T06:00:00Z 0",
          "six 2026-03-01T12:00:00Z 0",
          "daily 2026-03-01T13:00:00Z 0",
          "six 2026-03-01T18:00:00Z 0",
          "six 2026-03-02T00:00:00Z 0");

  /** The six hours of 12:00Z were missed: the look that would make up for it is cut off. */
  private void dieOverALook(ScheduleKit hub) {
    assertThatThrownBy(() -> hub.look(TestTimers.thatFails(hub.jdbc)).look()).hasMessage("killed");
  }

  @Test
  void aNightWithoutAHubIsMadeUpForOnceInThePermittedHours() {
    save();
    minutes(30, first, second); // 23:00 on Saturday
    first.clock.tick(Duration.ofHours(5)); // 04:00 on Sunday: back
    minutes(239, second, first); // 07:59
    assertThat(first.fired()).containsExactly("six 2026-03-01T06:00:00Z 0");
    assertThat(first.schedules.find("tests", "weekly").orElseThrow().madeUpForAt())
        .isEqualTo("2026-03-01T11:00:00Z");
    minutes(1, second, first); // 08:00
    minutes(60, first, second);
    assertThat(first.fired())
        .containsExactly(
            "weekly 2026-03-01T05:00:00Z 0",
            "six 2026-03-01T06:00:00Z 0",
            "six 2026-03-01T12:00:00Z 0");
    assertThat(first.schedules.find("tests", "weekly").orElseThrow().madeUpForAt()).isNull();
  }
}
