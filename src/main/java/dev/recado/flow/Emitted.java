package dev.recado.flow;

import dev.recado.outbox.OutboxMessage;
import java.time.Instant;
import java.util.List;

/**
 * What a run of a flow wants done.
 *
 * @param messages rows for the outbox
 * @param changes of the hub's own tables, in the order they were emitted
 */
public record Emitted(List<OutboxMessage> messages, List<StateChange> changes) {

  /** Nothing at all. */
  public static final Emitted NOTHING = new Emitted(List.of(), List.of());

  /**
   * Writes the changes, inside the event's transaction; the messages are the outbox's business.
   *
   * @param now when the flow decided
   */
  public void writeChanges(Instant now) {
    changes.forEach(change -> change.write(now));
  }
}
