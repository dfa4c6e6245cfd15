package dev.recado.spine.flow;

import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.Routes;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Runs the flow that takes an event. */
public interface Flows {

  /**
   * Runs a flow to its end in the calling thread.
   *
   * <p>The run has no effect outside: the outcome says what the flow wants done. If the caller
   * discards the outcome, nothing has happened.
   *
   * @param event what happened
   * @param resumeAt the flow to go on with after a wait, or null for the one that takes the type
   * @param waits how often this event has waited already; the flow sees it as a variable
   * @return the outcome; a failing flow throws no exception
   */
  FlowOutcome run(Event event, @Nullable String resumeAt, int waits);

  /**
   * Runs the flows of one generation, current or not.
   *
   * @param routes the entry to the generation's routes
   * @param generation the generation, which the caller keeps open
   * @param clock the flows' clock
   * @return flows that do not change with the next generation
   */
  static Flows of(Routes routes, Generation generation, Clock clock) {
    return new CamelFlows(routes, generation, clock);
  }

  /**
   * Tells whether a flow exists.
   *
   * @param flow an event type, or the id of a sub-flow
   * @return true if a route listens on {@code direct:<flow>}
   */
  boolean exists(String flow);
}
