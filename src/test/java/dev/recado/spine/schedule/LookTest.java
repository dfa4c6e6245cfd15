package dev.recado.spine.schedule;

import static dev.recado.spine.schedule.ScheduleKit.flow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.TestDatabase;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.TestTimers;
import dev.recado.spine.intake.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The hub's zone is UTC-3, so nine o'clock is 12:00Z. Each test begins on a Monday at 8:30. */
class LookTest {

  private static final String AT_NINE = "cron: \"0 0 9 ? * MON-FRI\"";
  private static final String EACH_TEN = "cron: \"0 0/10 * * * ?\"";

  private final TestDatabase database = TestDatabase.create();
  private final ScheduleKit hub = new ScheduleKit(database, Instant.parse("2026-03-02T11:30:00Z"));

  @AfterEach
  void close() {
    hub.routes.close();
  }

  @Test
  void aDueTimeFiresOnceHoweverManyLooksThereAre() {
    hub.save(flow("nine", AT_NINE));
    hub.lookAt("2026-03-02T11:59:00Z");
    assertThat(hub.fired()).isEmpty();
    hub.lookAt("2026-03-02T12:00:00.05Z");
    hub.lookAgain();
    hub.lookAt("2026-03-02T12:01:00Z");
    assertThat(hub.fired()).containsExactly("nine 2026-03-02T12:00:00Z 0");
  }

  @Test
  void twoHubsThatLookAtOnceFireOnce() throws Exception {
    ScheduleKit other = new ScheduleKit(database, hub.clock);
    hub.save(flow("nine", AT_NINE));
    other.save(flow("nine", AT_NINE));
    hub.lookAt("2026-03-02T11:59:00Z");
    hub.setTo("2026-03-02T12:00:01Z");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Void> ours = () -> look(hub);
      Callable<Void> theirs = () -> look(other);
      for (Future<Void> done :
          threads.invokeAll(java.util.List.of(ours, theirs, ours, theirs, ours, theirs))) {
        done.get();
      }
    } finally {
      threads.shutdown();
      other.routes.close();
    }
    assertThat(hub.fired()).containsExactly("nine 2026-03-02T12:00:00Z 0");
  }

  private static Void look(ScheduleKit hub) {
    hub.lookAgain();
    return null;
  }

  @Test
  void twoHubsWithDifferentFlowsLoseNoTimesOfEither() {
    ScheduleKit other = new ScheduleKit(database, hub.clock);
    hub.save(flow("nine", AT_NINE), flow("ten", EACH_TEN));
    other.save(flow("nine", AT_NINE));
    hub.lookAt("2026-03-02T11:35:00Z");
    other.lookAt("2026-03-02T11:41:00Z");
    hub.lookAt("2026-03-02T11:42:00Z");
    other.routes.close();
    assertThat(hub.fired()).containsExactly("ten 2026-03-02T11:40:00Z 0");
  }

  @Test
  void nothingIsDecidedBeforeTheFlowsAreLoaded() {
    hub.save(flow("nine", AT_NINE));
    hub.lookAt("2026-03-02T11:59:00Z");
    ScheduleKit restarted = new ScheduleKit(database, hub.clock);
    restarted.lookAt("2026-03-02T12:00:01Z");
    assertThat(hub.fired()).isEmpty();
    restarted.save(flow("nine", AT_NINE));
    restarted.lookAt("2026-03-02T12:01:00Z");
    restarted.routes.close();
    assertThat(hub.fired()).containsExactly("nine 2026-03-02T12:00:00Z 0");
  }

  @Test
  void theLatestMissedTimeFiresOnceAndSaysHowManyItStandsFor() {
    hub.save(flow("once", EACH_TEN), flow("none", EACH_TEN, "missed: none"));
    hub.lookAt("2026-03-02T11:30:30Z");
    hub.lookAt("2026-03-02T12:38:00Z");
    assertThat(hub.fired()).containsExactly("once 2026-03-02T12:30:00Z 5");
  }

  @Test
  void aFlowWithMissedNoneStillGetsTheTimeThatIsJustDue() {
    hub.save(flow("none", EACH_TEN, "missed: none"));
    hub.lookAt("2026-03-02T11:30:30Z");
    hub.lookAt("2026-03-02T12:30:20Z");
    assertThat(hub.fired()).containsExactly("none 2026-03-02T12:30:00Z 5");
  }

  @Test
  void aFlowWithMissedEachGetsEachMissedTime() {
    hub.save(flow("each", EACH_TEN, "missed: each"));
    hub.lookAt("2026-03-02T11:30:30Z");
    hub.lookAt("2026-03-02T12:00:20Z");
    assertThat(hub.fired())
        .containsExactly(
            "each 2026-03-02T11:40:00Z 0",
            "each 2026-03-02T11:50:00Z 0",
            "each 2026-03-02T12:00:00Z 0");
  }

  @Test
  void theMissedTimesOfOneScheduleRunOneAfterTheOther() {
    hub.save(flow("each", EACH_TEN, "missed: each"));
    hub.lookAt("2026-03-02T11:30:30Z");
    hub.lookAt("2026-03-02T12:00:20Z");
    assertThat(
            hub.jdbc
                .sql(
                    """
                    select state || ' ' || (convert_from(raw, 'UTF8')::jsonb ->> 'planned')
                      from event where type = 'schedule.fired' order by received_at
                    """)
                .query(String.class)
                .list())
        .containsExactly(
            "RETRY 2026-03-02T11:40:00Z",
            "RETRY 2026-03-02T11:50:00Z",
            "RETRY 2026-03-02T12:00:00Z");
  }

  @Test
  void aThousandMissedTimesFireAtOnceAndTheOthersAtTheNextLook() {
    hub.save(flow("each", "cron: \"0 * * * * ?\"", "missed: each"));
    hub.lookAt("2026-03-02T11:30:30Z");
    hub.lookAt("2026-03-03T11:30:30Z");
    assertThat(hub.fired()).hasSize(1000).last().isEqualTo("each 2026-03-03T04:10:00Z 0");
    hub.lookAt("2026-03-03T11:31:30Z");
    assertThat(hub.fired()).hasSize(1441).last().isEqualTo("each 2026-03-03T11:31:00Z 0");
  }

  @Test
  void aTimeMissedForMoreThanAMonthIsDropped() {
    hub.save(flow("day", AT_NINE));
    hub.lookAt("2026-03-02T11:31:00Z");
    hub.lookAt("2027-03-02T11:31:00Z");
    assertThat(hub.fired()).containsExactly("day 2027-03-01T12:00:00Z 20");
  }

  @Test
  void aNewScheduleFiresOnlyForTimesSinceItWasSaved() {
    hub.save(flow("ten", EACH_TEN));
    hub.lookAt("2026-03-02T11:36:00Z");
    hub.setTo("2026-03-02T11:39:30Z");
    hub.save(flow("ten", EACH_TEN), flow("new", EACH_TEN));
    hub.lookAt("2026-03-02T11:40:00.1Z");
    assertThat(hub.fired())
        .containsExactly("new 2026-03-02T11:40:00Z 0", "ten 2026-03-02T11:40:00Z 0");
  }

  @Test
  void aSaveBetweenTwoLooksLosesNoTime() {
    hub.save(flow("nine", AT_NINE));
    hub.lookAt("2026-03-02T11:59:00Z");
    hub.setTo("2026-03-02T12:00:00Z");
    hub.save();
    hub.save(flow("nine", AT_NINE));
    hub.lookAt("2026-03-02T12:00:05Z");
    assertThat(hub.fired()).containsExactly("nine 2026-03-02T12:00:00Z 0");
  }

  @Test
  void aScheduleThatWasRemovedAndReturnsDoesNotCatchUp() {
    hub.save(flow("ten", EACH_TEN, "missed: each"));
    hub.lookAt("2026-03-02T11:31:00Z");
    hub.save();
    hub.lookAt("2026-03-02T11:32:00Z");
    hub.lookAt("2026-03-02T12:02:00Z");
    hub.setTo("2026-03-02T12:05:00Z");
    hub.save(flow("ten", EACH_TEN, "missed: each"));
    hub.lookAt("2026-03-02T12:06:00Z");
    hub.lookAt("2026-03-02T12:10:00Z");
    assertThat(hub.fired()).containsExactly("ten 2026-03-02T12:10:00Z 0");
  }

  @Test
  void aPausedScheduleFiresNothingAndDoesNotCatchUp() {
    hub.save(flow("ten", EACH_TEN, "missed: each"));
    hub.lookAt("2026-03-02T11:31:00Z");
    assertThat(hub.schedules.pause("tests", "ten", "ana")).isTrue();
    hub.lookAt("2026-03-02T11:40:00Z");
    hub.setTo("2026-03-02T11:50:30Z");
    assertThat(hub.schedules.resume("tests", "ten")).isTrue();
    hub.lookAt("2026-03-02T11:51:00Z");
    assertThat(hub.fired()).isEmpty();
    hub.lookAt("2026-03-02T12:00:00Z");
    assertThat(hub.fired()).containsExactly("ten 2026-03-02T12:00:00Z 0");
  }

  @Test
  void pausingTwiceKeepsTheFirstPerson() {
    hub.save(flow("ten", EACH_TEN));
    hub.schedules.pause("tests", "ten", "ana");
    hub.schedules.pause("tests", "ten", "bia");
    assertThat(hub.schedules.all())
        .singleElement()
        .satisfies(state -> assertThat(state.pausedBy()).isEqualTo("ana"));
    hub.schedules.resume("tests", "ten");
    hub.schedules.resume("tests", "ten");
    assertThat(hub.schedules.all())
        .singleElement()
        .satisfies(state -> assertThat(state.pausedAt()).isNull());
  }

  @Test
  void aFlowStartedByHandRunsEvenIfPausedAndKeepsItsTimes() {
    hub.save(flow("nine", AT_NINE));
    hub.schedules.pause("tests", "nine", "ana");
    UUID event = hub.schedules.run("tests", "nine", "ana").orElseThrow();
    assertThat(hub.fired()).containsExactly("nine 2026-03-02T11:30:00Z 0");
    assertThat(hub.schedules.all())
        .singleElement()
        .satisfies(state -> assertThat(state.lastEvent()).isEqualTo(event))
        .satisfies(state -> assertThat(state.lastPlanned()).isNull());
    hub.schedules.resume("tests", "nine");
    hub.lookAt("2026-03-02T12:00:00Z");
    assertThat(hub.fired()).hasSize(2).last().isEqualTo("nine 2026-03-02T12:00:00Z 0");
  }

  @Test
  void aScheduleWithoutAFlowCannotBeStartedOrPaused() {
    hub.save(flow("nine", AT_NINE));
    assertThat(hub.schedules.run("tests", "ten", "ana")).isEmpty();
    assertThat(hub.schedules.pause("tests", "ten", "ana")).isFalse();
    assertThat(hub.schedules.resume("other", "nine")).isFalse();
  }

  @Test
  void aLookThatFailsHalfwayWritesNothingAndIsRepeated() {
    hub.save(flow("a", EACH_TEN), flow("b", EACH_TEN));
    hub.lookAt("2026-03-02T11:31:00Z");
    hub.setTo("2026-03-02T11:40:10Z");
    assertThatThrownBy(() -> hub.look(new FailsAtTheSecond()).look()).hasMessage("away");
    assertThat(hub.fired()).isEmpty();
    hub.lookAt("2026-03-02T11:41:00Z");
    assertThat(hub.fired()).containsExactly("a 2026-03-02T11:40:00Z 0", "b 2026-03-02T11:40:00Z 0");
  }

  @Test
  void aHubWhoseClockIsBehindDecidesNothing() {
    hub.save(flow("ten", EACH_TEN));
    hub.lookAt("2026-03-02T11:41:00Z");
    hub.lookAt("2026-03-02T11:39:00Z");
    hub.lookAt("2026-03-02T11:42:00Z");
    assertThat(hub.fired()).containsExactly("ten 2026-03-02T11:40:00Z 0");
  }

  @Test
  void anIntervalHasTheSameTimesForEveryHub() {
    hub.save(flow("quarter", "trigger.repeatInterval: 900000"));
    IntStream.range(31, 60).forEach(minute -> hub.lookAt("2026-03-02T11:%d:00Z".formatted(minute)));
    assertThat(hub.fired()).containsExactly("quarter 2026-03-02T11:45:00Z 0");
  }

  private final class FailsAtTheSecond implements Timers {

    private final Timers real = TestTimers.on(hub.jdbc);
    private int set;

    @Override
    public boolean setBehind(InboundRecord record, String type, Instant due) {
      return set(record, type, due);
    }

    @Override
    public boolean set(InboundRecord record, String type, Instant due) {
      if (++set == 2) {
        throw new IllegalStateException("away");
      }
      return real.set(record, type, due);
    }

    @Override
    public void goOn(UUID event, InboundRecord record, String type, Instant due) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<UUID> putOff(String type, String subject, Instant due, Duration limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int cancel(String type, String subject, String reason) {
      throw new UnsupportedOperationException();
    }
  }
}
