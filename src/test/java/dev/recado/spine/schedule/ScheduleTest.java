package dev.recado.spine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

  private static final ZoneId HOUSE = ZoneId.of("America/Sao_Paulo");

  private static Schedule cron(String cron, String zone) {
    return Schedule.of("tests/x", Map.of("cron", cron, "trigger.timeZone", zone), HOUSE);
  }

  private static List<String> times(Schedule schedule, String after, int count) {
    List<String> times = new ArrayList<>();
    Instant next = Instant.parse(after);
    for (int i = 0; i < count; i++) {
      next = schedule.next(next).orElseThrow();
      times.add(next.toString());
    }
    return times;
  }

  @Test
  void aScheduleWithoutAZoneUsesTheHubsZone() {
    Schedule schedule = Schedule.of("tests/x", Map.of("cron", "0 0 9 ? * MON-FRI"), HOUSE);
    assertThat(times(schedule, "2026-03-06T11:00:00Z", 2))
        .containsExactly("2026-03-06T12:00:00Z", "2026-03-09T12:00:00Z");
  }

  @Test
  void aDailyTimeKeepsItsHourWhenDaylightSavingChanges() {
    Schedule schedule = cron("0 0 9 * * ?", "America/New_York");
    assertThat(times(schedule, "2026-03-07T00:00:00Z", 3))
        .containsExactly("2026-03-07T14:00:00Z", "2026-03-08T13:00:00Z", "2026-03-09T13:00:00Z");
    assertThat(times(schedule, "2026-10-31T00:00:00Z", 3))
        .containsExactly("2026-10-31T13:00:00Z", "2026-11-01T14:00:00Z", "2026-11-02T14:00:00Z");
  }

  @Test
  void aDailyTimeInARepeatedHourFiresOnce() {
    Schedule schedule = cron("0 30 1 * * ?", "America/New_York");
    assertThat(times(schedule, "2026-10-31T12:00:00Z", 2))
        .containsExactly("2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z");
  }

  @Test
  void aDailyTimeInASkippedHourFiresAnHourLater() {
    Schedule schedule = cron("0 30 2 * * ?", "America/New_York");
    assertThat(times(schedule, "2026-03-07T12:00:00Z", 2))
        .containsExactly("2026-03-08T07:30:00Z", "2026-03-09T06:30:00Z");
  }

  @Test
  void aSkippedTimeAndTheTimeAfterItBothFireOnce() {
    Schedule schedule = cron("0 20,50 2,3 * * ?", "America/New_York");
    assertThat(times(schedule, "2026-03-08T06:59:00Z", 3))
        .containsExactly("2026-03-08T07:20:00Z", "2026-03-08T07:50:00Z", "2026-03-09T06:20:00Z");
  }

  @Test
  void aTimeEachMinuteContinuesOverASkippedHour() {
    Schedule schedule = cron("0 * * * * ?", "America/New_York");
    assertThat(times(schedule, "2026-03-08T06:58:30Z", 3))
        .containsExactly("2026-03-08T06:59:00Z", "2026-03-08T07:00:00Z", "2026-03-08T07:01:00Z");
    assertThat(times(schedule, "2026-03-08T07:58:30Z", 2))
        .containsExactly("2026-03-08T07:59:00Z", "2026-03-08T08:00:00Z");
  }

  @Test
  void plusStandsForABlankAsInCamel() {
    Schedule schedule = cron("0+0+9+?+*+MON-FRI", "UTC");
    assertThat(schedule.cron()).isEqualTo("0 0 9 ? * MON-FRI");
  }

  @Test
  void anIntervalMayHaveAUnit() {
    Schedule schedule = Schedule.of("tests/x", Map.of("trigger.repeatInterval", "15m"), HOUSE);
    assertThat(schedule.every()).isEqualTo("15m");
    assertThat(times(schedule, "2026-03-02T11:45:00Z", 1)).containsExactly("2026-03-02T12:00:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          x; cron=0 0 9 * * ?; <group>/<name>
          a/b/c; cron=0 0 9 * * ?; <group>/<name>
          tests/..; cron=0 0 9 * * ?; <group>/<name>
          ./x; cron=0 0 9 * * ?; <group>/<name>
          tests/x; trigger.repeatInterval=30m 2h; cannot be read
          tests/x; trigger.repeatInterval=1h 1h; cannot be read
          tests/x; trigger.repeatInterval=30m2h; cannot be read
          tests/x; ; either a cron
          tests/x; cron=0 0 9 * * ?&trigger.repeatInterval=60000; either a cron
          tests/x; cron=0 9 * * 1-5; has 5 fields; a cron has six fields
          tests/x; cron=0 0 25 * * ?; Hour values must be between 0 and 23
          tests/x; cron=0 0 9 * * *; day-of-week AND a day-of-month
          tests/x; cron=* 0 9 * * ?; more than once a minute
          tests/x; cron=0 0 9 30 2 ?; never comes due
          tests/x; cron=0 0 9 * * ?&trigger.timeZone=Brazil/Sao_Paulo; no time zone "Brazil/Sao_Paulo"
          tests/x; cron=0 0 9 * * ?&missed=all; one of once, none and each
          tests/x; cron=0 0 9 * * ?&stateful=true; no option "stateful"
          tests/x; trigger.repeatInterval=1000; shorter than a minute
          tests/x; trigger.repeatInterval=soon; cannot be read
          """)
  void anInvalidScheduleIsRefusedWithASentence(String address, String query, String sentence) {
    Map<String, String> options = new java.util.TreeMap<>();
    if (query != null) {
      for (String pair : query.split("&")) {
        options.put(pair.replaceFirst("=.*", ""), pair.replaceFirst("[^=]*=", ""));
      }
    }
    assertThatThrownBy(() -> Schedule.of(address, options, HOUSE))
        .isInstanceOf(UnusableScheduleException.class)
        .hasMessageContaining(sentence);
  }

  private static Schedule within(String hours) {
    return Schedule.of(
        "tests/x", Map.of("cron", "0 0 2 * * ?", "missed", "once", "hours", hours), HOUSE);
  }

  @ParameterizedTest
  @CsvSource({
    "08:00-20:00, 2026-03-02T05:10:00Z, 2026-03-02T11:00:00Z",
    "8:00 - 20:00, 2026-03-02T10:59:59Z, 2026-03-02T11:00:00Z",
    "00:00-01:00, 2026-03-02T12:00:00Z, 2026-03-03T03:00:00Z",
    "22:00-04:00, 2026-03-02T07:00:00Z, 2026-03-03T01:00:00Z",
    "20:00-24:00, 2026-03-02T12:00:00Z, 2026-03-02T23:00:00Z"
  })
  void aMissedTimeWaitsUntilItsHoursBegin(String hours, String now, String begins) {
    Instant before = Instant.parse("2026-03-02T04:59:00Z");
    Schedule schedule = within(hours);
    assertThat(schedule.due(before, Instant.parse(now)).firings()).isEmpty();
    assertThat(schedule.madeUpForAt(before, Instant.parse(now))).contains(Instant.parse(begins));
    assertThat(schedule.due(before, Instant.parse(begins)).firings())
        .extracting(Schedule.Firing::planned)
        .contains(Instant.parse("2026-03-02T05:00:00Z"));
  }

  @Test
  void aTimeThatIsJustDueFiresOutsideTheHoursToo() {
    Schedule schedule = within("08:00-20:00");
    Instant before = Instant.parse("2026-03-02T04:59:00Z");
    assertThat(schedule.due(before, Instant.parse("2026-03-02T05:00:01Z")).firings()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "8-20", "08:00", "08:00-08:00", "25:00-26:00", "08:60-09:00"})
  void hoursThatAreNoneAreRefused(String hours) {
    assertThatThrownBy(() -> within(hours))
        .isInstanceOfSatisfying(
            UnusableScheduleException.class, e -> assertThat(e.option()).isEqualTo("hours"))
        .hasMessageContaining("08:00-20:00");
  }

  @Test
  void hoursWithoutMakingUpOnceAreRefused() {
    Map<String, String> each =
        Map.of("cron", "0 0 2 * * ?", "missed", "each", "hours", "8:00-9:00");
    assertThatThrownBy(() -> Schedule.of("tests/x", each, HOUSE))
        .hasMessageContaining("needs missed=once, not missed=each");
  }
}
