package dev.recado.spine.schedule;

import static dev.recado.spine.schedule.ScheduleKit.flow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.SettableClock;
import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.flow.FlowOutcome;
import dev.recado.spine.flow.Flows;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScheduleComponentTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final String AT_NINE = "cron: \"0 0 9 ? * MON-FRI\"";

  private final SettableClock clock = new SettableClock(NOW);
  private @Nullable Generation built;

  private Generation build(String... flows) {
    built = ScheduleKit.build(clock, ScheduleKit.HOUSE, flows);
    return built;
  }

  @AfterEach
  void close() {
    if (built != null) {
      built.close();
    }
  }

  private FlowOutcome run(Generation generation, String schedule) {
    Event event =
        new Event(
            UUID.randomUUID(),
            "schedule",
            EventTypes.SCHEDULE_FIRED,
            "schedule:" + schedule,
            NOW,
            Map.of("schedule", schedule));
    return Flows.of(new Routes(), generation, clock).run(event, null, 0);
  }

  @Test
  void aFlowDeclaresItsTimesWithCamelsOwnOptions() {
    Generation generation =
        build(
            flow("a", AT_NINE, "trigger.timeZone: Europe/Lisbon", "missed: each"),
            flow("b", "trigger.repeatInterval: 3600000"));
    assertThat(generation.broken()).isEmpty();
    assertThat(ScheduledFlow.in(generation))
        .extracting(
            flow ->
                flow.schedule().key()
                    + " "
                    + flow.schedule().cron()
                    + " "
                    + flow.schedule().every()
                    + " "
                    + flow.schedule().zone()
                    + " "
                    + flow.schedule().missed()
                    + " "
                    + flow.flow()
                    + ": "
                    + flow.description())
        .containsExactly(
            "tests/a 0 0 9 ? * MON-FRI null Europe/Lisbon EACH a: What a does",
            "tests/b null 1h America/Sao_Paulo ONCE b: What b does");
  }

  @Test
  void theCronMayStandInTheUri() {
    Generation generation =
        build(
            """
            - route:
                id: a
                from:
                  uri: quartz:tests/a?cron=0+0+9+?+*+MON-FRI
                  steps:
                    - log: "a"
            """);
    assertThat(generation.broken()).isEmpty();
    assertThat(ScheduledFlow.in(generation))
        .singleElement()
        .satisfies(flow -> assertThat(flow.schedule().cron()).isEqualTo("0 0 9 ? * MON-FRI"));
  }

  @Test
  void anEventRunsTheFlowThatHasItsScheduleAndNoOther() {
    Generation generation =
        build(
            flow("a", AT_NINE),
            """
            - route:
                id: b
                from:
                  uri: quartz:tests/b
                  parameters:
                    cron: "0 0 9 ? * MON-FRI"
                  steps:
                    - throwException:
                        exceptionType: java.lang.IllegalArgumentException
                        message: "b ran"
            """);
    assertThat(generation.broken()).isEmpty();
    assertThat(run(generation, "tests/a")).isInstanceOf(FlowOutcome.Done.class);
    assertThat(run(generation, "tests/b"))
        .isInstanceOfSatisfying(
            FlowOutcome.Failed.class, failed -> assertThat(failed.reason()).contains("b ran"));
  }

  @Test
  void noFlowTakesAnEventWhoseFlowIsGone() {
    assertThat(run(build(flow("a", AT_NINE)), "tests/gone"))
        .isInstanceOfSatisfying(
            FlowOutcome.NoFlow.class,
            none -> assertThat(none.reason()).contains("quartz:tests/gone"));
  }

  @Test
  void theSecondOfTwoFlowsWithOneScheduleIsBroken() {
    Generation generation =
        build(flow("a", AT_NINE), flow("a", AT_NINE).replace("id: a", "id: second"));
    assertThat(generation.broken())
        .containsOnlyKeys("flows/flow-1.camel.yaml")
        .allSatisfy(
            (file, why) ->
                assertThat(why).contains("Another flow has the schedule quartz:tests/a"));
    assertThat(run(generation, "tests/a")).isInstanceOf(FlowOutcome.Done.class);
  }

  @Test
  void anUnreadableCronBreaksItsFileWithASentence() {
    Generation generation = build(flow("a", "cron: \"0 9 * * 1-5\""), flow("b", AT_NINE));
    assertThat(generation.broken())
        .containsOnlyKeys("flows/flow-0.camel.yaml")
        .allSatisfy((file, why) -> assertThat(why).contains("has 5 fields"));
    assertThat(ScheduledFlow.in(generation)).hasSize(1);
  }
}
