package dev.recado.intake;

import dev.recado.flow.Event;
import dev.recado.flow.FlowOutcome;
import dev.recado.flow.Flows;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.MDC;

/**
 * Runs the flows of a batch: subjects beside each other, events of one subject one after another.
 *
 * <p>Whoever has no outcome when the time is up is left out. Its run may end later; nobody looks at
 * it any more, and since a flow has no effect of its own, it then never happened.
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

  Map<UUID, FlowOutcome> run(Collection<List<Event>> subjects, Duration limit)
      throws InterruptedException {
    Queue<List<Event>> queue = new ConcurrentLinkedQueue<>(subjects);
    Map<UUID, FlowOutcome> outcomes = new ConcurrentHashMap<>();
    int runners = Math.min(width, subjects.size());
    CountDownLatch done = new CountDownLatch(runners);
    for (int i = 0; i < runners; i++) {
      threads.execute(() -> drain(queue, outcomes, done));
    }
    if (!done.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      queue.clear();
    }
    return Map.copyOf(outcomes);
  }

  private void drain(
      Queue<List<Event>> queue, Map<UUID, FlowOutcome> outcomes, CountDownLatch done) {
    try {
      for (List<Event> subject = queue.poll(); subject != null; subject = queue.poll()) {
        runInOrder(subject, outcomes);
      }
    } finally {
      done.countDown();
    }
  }

  /** Stops at the first that fails: what comes after it on this subject has to wait for it. */
  private void runInOrder(List<Event> subject, Map<UUID, FlowOutcome> outcomes) {
    for (Event event : subject) {
      FlowOutcome outcome = run(event);
      outcomes.put(event.id(), outcome);
      if (outcome instanceof FlowOutcome.Failed failed
          && failed.kind() != FlowOutcome.Kind.HOPELESS) {
        return;
      }
    }
  }

  private FlowOutcome run(Event event) {
    MDC.put("eventId", event.id().toString());
    try {
      return flows.run(event, null, 0);
    } catch (RuntimeException | Error e) {
      // Thrown on, it would take the rest of the queue with it.
      return FlowOutcome.Failed.of(e);
    } finally {
      MDC.remove("eventId");
    }
  }
}
