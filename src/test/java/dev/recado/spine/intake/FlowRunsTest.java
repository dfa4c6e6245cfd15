package dev.recado.spine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.flow.Emitted;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.FlowOutcome;
import dev.recado.spine.flow.Flows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Each run has its own time limit: many events are not slow events. */
class FlowRunsTest {

  private static final ExecutorService THREADS = Executors.newCachedThreadPool();
  private static final FlowOutcome DONE = new FlowOutcome.Done(Emitted.NOTHING, null);
  private static final Duration LIMIT = Duration.ofMillis(400);

  private final CountDownLatch never = new CountDownLatch(1);

  @AfterAll
  static void stop() {
    THREADS.shutdownNow();
  }

  @Test
  void anEventWithoutATurnIsLeftAndNotSlow() throws InterruptedException {
    List<List<Event>> subjects = subjects(100);
    FlowRuns.Slice slice = run(subjects, event -> pause(40));
    assertThat(slice.slow()).isEmpty();
    assertThat(slice.outcomes()).isNotEmpty();
    assertThat(slice.left()).isNotEmpty().doesNotContainAnyElementsOf(slice.outcomes().keySet());
    assertThat(slice.left().size() + slice.outcomes().size()).isEqualTo(100);
  }

  @Test
  void onlyTheOneThatTakesTooLongIsSlow() throws InterruptedException {
    List<List<Event>> subjects = subjects(20);
    UUID stuck = subjects.get(3).get(0).id();
    FlowRuns.Slice slice = run(subjects, event -> event.id().equals(stuck) ? hang() : DONE);
    assertThat(slice.slow()).containsExactly(stuck);
    assertThat(slice.outcomes()).hasSize(19).doesNotContainKey(stuck);
    assertThat(slice.left()).isEmpty();
  }

  @Test
  void withAllThreadsStuckTheOthersAreLeftForTheNextSlice() throws InterruptedException {
    List<List<Event>> subjects = subjects(10);
    FlowRuns.Slice slice = run(subjects, event -> hang());
    assertThat(slice.slow()).hasSize(2);
    assertThat(slice.outcomes()).isEmpty();
    assertThat(slice.left()).hasSize(8);
  }

  @Test
  void aRunThatWasGivenUpAndEndsLaterChangesNothing() throws InterruptedException {
    CountDownLatch free = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    FlowRuns.Slice slice =
        run(
            subjects(1),
            event -> {
              await(free);
              ended.countDown();
              return DONE;
            });
    free.countDown();
    await(ended);
    assertThat(slice.slow()).hasSize(1);
    assertThat(slice.outcomes()).isEmpty();
  }

  @Test
  void afterAFailedOrSlowEventNothingOfItsSubjectRuns() throws InterruptedException {
    List<Event> failing = List.of(event("a"), event("a"), event("a"));
    List<Event> stuck = List.of(event("b"), event("b"));
    List<UUID> ran = new ArrayList<>();
    FlowRuns.Slice slice =
        run(
            List.of(failing, stuck),
            event -> {
              synchronized (ran) {
                ran.add(event.id());
              }
              return event.subject().equals("a")
                  ? new FlowOutcome.Failed("away", FlowOutcome.Kind.AWAY)
                  : hang();
            });
    assertThat(ran).containsExactlyInAnyOrder(failing.get(0).id(), stuck.get(0).id());
    assertThat(slice.outcomes()).containsOnlyKeys(failing.get(0).id());
    assertThat(slice.left()).isEmpty();
  }

  @Test
  void theRestOfASubjectKeepsItsOrder() throws InterruptedException {
    List<Event> subject = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      subject.add(event("a"));
    }
    FlowRuns.Slice slice = run(List.of(subject), event -> pause(40));
    int done = slice.outcomes().size();
    assertThat(done).isBetween(1, 29);
    assertThat(subject.subList(0, done)).allMatch(one -> slice.outcomes().containsKey(one.id()));
    assertThat(subject.subList(done, 30)).allMatch(one -> slice.left().contains(one.id()));
  }

  private FlowRuns.Slice run(List<List<Event>> subjects, Function<Event, FlowOutcome> flow)
      throws InterruptedException {
    Flows flows =
        new Flows() {
          @Override
          public FlowOutcome run(Event event, @Nullable String resumeAt, int waits) {
            return flow.apply(event);
          }

          @Override
          public boolean exists(String flow) {
            return true;
          }
        };
    return new FlowRuns(flows, THREADS, 2).run(subjects, LIMIT);
  }

  private FlowOutcome hang() {
    await(never);
    return DONE;
  }

  private static FlowOutcome pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return DONE;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<List<Event>> subjects(int count) {
    List<List<Event>> subjects = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      subjects.add(List.of(event("s" + i)));
    }
    return subjects;
  }

  private static Event event(String subject) {
    return new Event(
        UUID.randomUUID(),
        "test",
        "test.happened",
        subject,
        Instant.parse("2026-11-20T15:00:00Z"),
        Map.of());
  }
}
