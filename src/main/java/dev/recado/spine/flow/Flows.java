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
   * <p>Has no effect outside: what the flow wants done comes back as the outcome, and a run whose
   * outcome is thrown away never happened.
   *
   * @param event what happened
   * @param resumeAt the flow to go on with after a wait, or null for the one that takes the type
   * @param waits how often this event has waited already; the flow sees it as a variable
   * @return what came of it; never throws for a failing flow
   */
  FlowOutcome run(Event event, @Nullable String resumeAt, int waits);

  /**
   * Runs the flows of one generation, current or not.
   *
   * @param routes where the generation is entered
   * @param generation that the caller keeps open
   * @param clock what the flows take for now
   * @return flows that never change
   */
  static Flows of(Routes routes, Generation generation, Clock clock) {
    return new CamelFlows(routes, generation, clock);
  }

  /**
   * Tells whether a flow is there.
   *
   * @param flow an event type, or the id of a sub-flow
   * @return true where one listens on {@code direct:<flow>}
   */
  boolean exists(String flow);
}
