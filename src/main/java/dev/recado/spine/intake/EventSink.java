package dev.recado.spine.intake;

import dev.recado.spine.flow.Event;
import java.util.List;
import java.util.Set;

/**
 * The hub's own work on some events, in addition to their flow; one bean for each kind of work.
 *
 * <p>An event whose type has a sink and no flow is done, not parked.
 */
public interface EventSink {

  /**
   * Names the types of events it takes.
   *
   * @return event types
   */
  Set<String> types();

  /**
   * Writes what these events change, in the transaction that stores them, once for each event.
   *
   * @param events events of its types, in the order they came
   */
  void take(List<Event> events);
}
