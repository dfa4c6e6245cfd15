package dev.recado.spine.flow;

import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A change of the hub's own tables that a flow has decided.
 *
 * <p>Data first, so that a flow can be tested as a function; it is written in the one commit of its
 * event, or never.
 *
 * @param kind as the Kamelet is called, for example {@code opt-out}
 * @param facts what changes, as a test or an operator wants to see it
 * @param writing writes it inside the event's transaction; takes the time of the commit
 */
public record StateChange(String kind, Map<String, Object> facts, Consumer<Instant> writing) {

  void write(Instant now) {
    writing.accept(now);
  }
}
