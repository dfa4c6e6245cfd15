package dev.recado.spine.schedule;

import static dev.recado.spine.schedule.ScheduleKit.flow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.TestDatabase;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times that people give schedules. The hub's zone is UTC-3. */
class OwnTimeTest {

  private static final String AT_NINE = "cron: \"0 0 9 * * ?\"";

  private final TestDatabase database = TestDatabase.create();
  private final ScheduleKit hub = new ScheduleKit(database, Instant.parse("2026-03-02T11:30:00Z"));

  @AfterEach
  void close() {
    hub.routes.close();
  }

  private Schedules.State nine() {
    return hub.schedules.find("tests", "nine").orElseThrow();
  }

  @Test
  void theTimeThatWasSetFiresInPlaceOfTheFiles() {
    hub.save(flow("nine", AT_NINE));
    hub.lookAt("2026-03-02T11:31:00Z");
    assertThat(hub.schedules.set("tests", "nine", "0 45 8 * * ?", null, "ana")).isTrue();
    hub.lookAt("2026-03-02T11:45:00Z");
    hub.lookAt("2026-03-02T12:00:00Z");
    assertThat(hub.fired()).containsExactly("nine 2026-03-02T11:45:00Z 0");
    Instant set = Instant.parse("2026-03-02T11:31:00Z");
    assertThat(nine().own()).isEqualTo(new OwnTime("0 45 8 * * ?", null, set, "ana"));
    assertThat(nine().schedule().cron()).isEqualTo("0 45 8 * * ?");
    assertThat(nine().flow().schedule().cron()).isEqualTo("0 0 9 * * ?");
  }

  @Test
  void anIntervalMayBeSetInPlaceOfACron() {
    hub.save(flow("nine", AT_NINE));
    hub.schedules.set("tests", "nine", null, " 15m ", "ana");
    hub.lookAt("2026-03-02T11:45:00Z");
    hub.lookAt("2026-03-02T12:00:00Z");
    assertThat(hub.fired())
        .containsExactly("nine 2026-03-02T11:45:00Z 0", "nine 2026-03-02T12:00:00Z 0");
    assertThat(nine().schedule().every()).isEqualTo("15m");
  }

  @Test
  void aChangeFiresNoTimeThatHasPassed() {
    hub.save(flow("nine", AT_NINE, "missed: each"));
    hub.lookAt("2026-03-02T11:31:00Z");
    hub.setTo("2026-03-02T11:40:30Z");
    hub.schedules.set("tests", "nine", "0 * * * * ?", null, "ana");
    hub.lookAt("2026-03-02T11:41:00Z");
    assertThat(hub.fired()).containsExactly("nine 2026-03-02T11:41:00Z 0");
  }

  @Test
  void theReturnToTheFilesTimeFiresNoTimeThatHasPassedEither() {
    hub.save(flow("nine", AT_NINE));
    hub.lookAt("2026-03-02T11:31:00Z");
    hub.schedules.set("tests", "nine", "0 0 20 * * ?", null, "ana");
    hub.lookAt("2026-03-02T11:59:00Z");
    hub.setTo("2026-03-02T12:00:30Z");
    assertThat(hub.schedules.unset("tests", "nine")).isTrue();
    hub.lookAt("2026-03-02T12:01:00Z");
    assertThat(hub.fired()).isEmpty();
    hub.lookAt("2026-03-03T12:00:00Z");
    assertThat(hub.fired()).containsExactly("nine 2026-03-03T12:00:00Z 0");
    assertThat(nine().own()).isNull();
  }

  @Test
  void takingBackWhatWasNeverSetDropsNoTimeThatIsDue() {
    hub.save(flow("nine", AT_NINE));
    hub.lookAt("2026-03-02T11:59:00Z");
    hub.setTo("2026-03-02T12:00:00.5Z");
    assertThat(hub.schedules.unset("tests", "nine")).isTrue();
    hub.lookAt("2026-03-02T12:00:01Z");
    assertThat(hub.fired()).containsExactly("nine 2026-03-02T12:00:00Z 0");
  }

  @Test
  void aSaveOfTheFileKeepsTheTimeThatWasSet() {
    hub.save(flow("nine", AT_NINE));
    hub.schedules.set("tests", "nine", "0 45 8 * * ?", null, "ana");
    hub.save(flow("nine", "cron: \"0 50 8 * * ?\""));
    hub.lookAt("2026-03-02T11:46:00Z");
    hub.lookAt("2026-03-02T11:51:00Z");
    assertThat(hub.fired()).containsExactly("nine 2026-03-02T11:45:00Z 0");
    assertThat(nine().flow().schedule().cron()).isEqualTo("0 50 8 * * ?");
  }

  @Test
  void aTimeOfAScheduleThatVanishedIsHarmlessAndCountsOnceItReturns() {
    hub.save(flow("nine", AT_NINE), flow("ten", "cron: \"0 0/10 * * * ?\""));
    hub.schedules.set("tests", "nine", "0 45 8 * * ?", null, "ana");
    hub.lookAt("2026-03-02T11:31:00Z");
    hub.save(flow("ten", "cron: \"0 0/10 * * * ?\""));
    hub.lookAt("2026-03-02T11:46:00Z");
    assertThat(hub.fired()).containsExactly("ten 2026-03-02T11:40:00Z 0");
    assertThat(hub.schedules.all()).hasSize(1);
    assertThat(hub.schedules.set("tests", "nine", "0 0 1 * * ?", null, "bia")).isFalse();
    hub.save(flow("nine", AT_NINE));
    hub.lookAt("2026-03-03T11:45:00Z");
    assertThat(hub.fired()).hasSize(2).last().isEqualTo("nine 2026-03-03T11:45:00Z 0");
  }

  @Test
  void bothHubsFollowOneChange() {
    ScheduleKit other = new ScheduleKit(database, hub.clock);
    hub.save(flow("nine", AT_NINE));
    other.save(flow("nine", AT_NINE));
    hub.schedules.set("tests", "nine", "0 45 8 * * ?", null, "ana");
    other.lookAt("2026-03-02T11:45:00Z");
    hub.lookAt("2026-03-02T11:46:00Z");
    other.lookAt("2026-03-02T12:00:00Z");
    assertThat(other.schedules.all())
        .singleElement()
        .satisfies(state -> assertThat(state.schedule().cron()).isEqualTo("0 45 8 * * ?"));
    other.routes.close();
    assertThat(hub.fired()).containsExactly("nine 2026-03-02T11:45:00Z 0");
  }

  @Test
  void aPausedScheduleTakesATimeAndStaysPaused() {
    hub.save(flow("nine", AT_NINE));
    hub.schedules.pause("tests", "nine", "ana");
    hub.schedules.set("tests", "nine", "0 45 8 * * ?", null, "bia");
    hub.lookAt("2026-03-02T11:46:00Z");
    assertThat(hub.fired()).isEmpty();
    assertThat(nine().pausedBy()).isEqualTo("ana");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = ';',
      value = {
        "0 9 * * 1-5; -; has 5 fields",
        "* * * * * ?; -; more than once a minute",
        "0 0 9 31 2 ?; -; never comes due",
        "0 0 9 1 1 ? 2020; -; no time within the next ten years",
        "0 0 99 * * ?; -; cannot be read",
        "0 0 9 98 * MON; -; cannot be read",
        "99 0 9 * * ?; -; cannot be read",
        "0 0 25 * * ?; -; cannot be read",
        "''; -; fields",
        "-; 30s; shorter than a minute",
        "-; soon; cannot be read",
        "-; 999999999d; no time within the next ten years",
        "0 0 9 * * ?; 15m; either",
        "-; -; either"
      })
  void aTimeThatIsNoneIsRefusedWithASentence(String cron, String every, String told) {
    hub.save(flow("nine", AT_NINE));
    assertThatThrownBy(() -> hub.schedules.set("tests", "nine", cron, every, "ana"))
        .isInstanceOf(UnusableScheduleException.class)
        .hasMessageContaining(told);
    assertThat(nine().own()).isNull();
  }

  @Test
  void aStoredTimeThatThisReleaseCannotReadLeavesTheFilesTime() {
    hub.save(flow("nine", AT_NINE), flow("ten", "cron: \"0 0/10 * * * ?\""));
    hub.schedules.set("tests", "nine", "0 45 8 * * ?", null, "ana");
    hub.jdbc.sql("update schedule set set_cron = 'every new moon'").update();
    hub.lookAt("2026-03-02T12:00:00Z");
    assertThat(hub.fired())
        .containsExactly("nine 2026-03-02T12:00:00Z 0", "ten 2026-03-02T12:00:00Z 2");
    assertThat(nine().schedule().cron()).isEqualTo("0 0 9 * * ?");
  }
}
