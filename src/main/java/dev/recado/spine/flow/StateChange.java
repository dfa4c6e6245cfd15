package dev.recado.spine.flow;

import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A change of the hub's own tables that a flow has decided.
 *
 * <p>It is data, so that a flow can be tested as a function. It is written in the one commit of its
 * event, or not at all.
 *
 * @param kind the name of the Kamelet, for example {@code opt-out}
 * @param facts what changes, as a test or an operator wants to see it
 * @param writing writes it inside the event's transaction; takes the time of the commit
 */
public record StateChange(String kind, Map<String, Object> facts, Consumer<Instant> writing) {

  void write(Instant now) {
    writing.accept(now);
  }
}
