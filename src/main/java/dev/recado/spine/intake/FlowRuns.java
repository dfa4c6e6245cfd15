package dev.recado.spine.intake;

import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.FlowOutcome;
import dev.recado.spine.flow.Flows;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Runs flows in parallel, but the events of one subject in order, as many as there is time for.
 *
 * <p>Each run has its own time limit. A run that takes too long is abandoned; a flow has no effect
 * by itself, so an abandoned run changes nothing. Events that had no turn are not late: they come
 * with the next slice.
 */
final class FlowRuns {

  private final Flows flows;
  private final ExecutorService threads;
  private final int width;

  FlowRuns(Flows flows, ExecutorService threads, int width) {
    this.flows = flows;
    this.threads = threads;
    this.width = width;
  }

  /**
   * The results of one call.
   *
   * @param outcomes the outcomes of the flows that ended
   * @param slow the events whose flows took too long
   * @param left the events that had no turn yet
   */
  record Slice(Map<UUID, FlowOutcome> outcomes, Set<UUID> slow, Set<UUID> left) {}

  /**
   * Starts flows for half the limit, then waits for those that are under way.
   *
   * @param subjects the events of each subject, in order
   * @param limit how long one event may take
   */
  Slice run(Collection<List<Event>> subjects, Duration limit) throws InterruptedException {
    Runners runners = new Runners(subjects, limit);
    return runners.run(Math.min(width, subjects.size()));
  }

  /** The threads of one slice. */
  private final class Runners {

    private final Queue<List<Event>> queue;
    private final SliceClock clock = new SliceClock();
    private final long limit;
    private final Map<UUID, FlowOutcome> outcomes = new ConcurrentHashMap<>();
    private final Set<UUID> slow = ConcurrentHashMap.newKeySet();
    private final Set<UUID> left = ConcurrentHashMap.newKeySet();

    /** When each run began. The thread that removes an event from here reports its result. */
    private final Map<UUID, Long> underWay = new ConcurrentHashMap<>();

    private volatile boolean over;

    Runners(Collection<List<Event>> subjects, Duration limit) {
      this.queue = new ConcurrentLinkedQueue<>(subjects);
      this.limit = limit.toNanos();
    }

    Slice run(int width) throws InterruptedException {
      CountDownLatch done = new CountDownLatch(width);
      for (int i = 0; i < width; i++) {
        threads.execute(() -> drain(done));
      }
      try {
        while (!clock.tick(done)) {
          over |= clock.nanos() >= limit / 2;
          underWay.forEach((event, begun) -> giveUp(event, begun, done));
        }
      } finally {
        over = true;
      }
      queue.forEach(this::leave);
      return new Slice(outcomes, slow, left);
    }

    private void giveUp(UUID event, long begun, CountDownLatch done) {
      if (clock.nanos() - begun >= limit && underWay.remove(event, begun)) {
        slow.add(event);
        done.countDown();
      }
    }

    private void leave(List<Event> events) {
      events.forEach(event -> left.add(event.id()));
    }

    private void drain(CountDownLatch done) {
      for (List<Event> subject = next(); subject != null; subject = next()) {
        if (!runInOrder(subject)) {
          return;
        }
      }
      done.countDown();
    }

    private @Nullable List<Event> next() {
      return over ? null : queue.poll();
    }

    /**
     * Stops at the first failure: the later events of this subject have to wait for it.
     *
     * @return false if this thread was abandoned
     */
    private boolean runInOrder(List<Event> subject) {
      for (int i = 0; i < subject.size(); i++) {
        if (over && i > 0) {
          leave(subject.subList(i, subject.size()));
          return true;
        }
        Event event = subject.get(i);
        underWay.put(event.id(), clock.nanos());
        FlowOutcome outcome = outcome(event);
        if (underWay.remove(event.id()) == null) {
          return false;
        }
        outcomes.put(event.id(), outcome);
        if (outcome instanceof FlowOutcome.Failed failed
            && failed.kind() != FlowOutcome.Kind.HOPELESS) {
          return true;
        }
      }
      return true;
    }
  }

  private FlowOutcome outcome(Event event) {
    MDC.put("eventId", event.id().toString());
    try {
      return flows.run(event, null, 0);
    } catch (RuntimeException | Error e) {
      // If it were rethrown, the rest of the queue would be lost with this thread.
      return FlowOutcome.Failed.of(e);
    } finally {
      MDC.remove("eventId");
    }
  }
}
