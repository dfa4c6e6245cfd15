package dev.recado.spine.intake;

import dev.recado.spine.flow.Event;
import java.util.List;
import java.util.Set;

/**
 * The hub's own part in some events, besides the flow that may take them; one bean for each.
 *
 * <p>An event whose type has a sink and no flow is done, not parked.
 */
public interface EventSink {

  /**
   * Names the events it wants.
   *
   * @return event types
   */
  Set<String> types();

  /**
   * Writes what these events mean, in the transaction that stores them: once for each event.
   *
   * @param events of its types, in the order they came
   */
  void take(List<Event> events);
}
