package dev.recado.spine.flow;

import dev.recado.spine.outbox.OutboxMessage;
import java.time.Instant;
import java.util.List;

/**
 * What a run of a flow wants done.
 *
 * @param all messages and changes, in the order they were emitted
 */
public record Emitted(List<Emission> all) {

  /** Nothing at all. */
  public static final Emitted NOTHING = new Emitted(List.of());

  /** One thing that a flow wants done. */
  public sealed interface Emission {}

  /**
   * A row for the outbox.
   *
   * @param message what is to be sent
   */
  public record Message(OutboxMessage message) implements Emission {}

  /**
   * A change of the hub's own tables.
   *
   * @param change written in the event's commit
   */
  public record Change(StateChange change) implements Emission {}

  /**
   * Picks the rows for the outbox.
   *
   * @return in the order they were emitted
   */
  public List<OutboxMessage> messages() {
    return all.stream()
        .filter(Message.class::isInstance)
        .map(emission -> ((Message) emission).message())
        .toList();
  }

  /**
   * Picks the changes of the hub's own tables.
   *
   * @return in the order they were emitted
   */
  public List<StateChange> changes() {
    return all.stream()
        .filter(Change.class::isInstance)
        .map(emission -> ((Change) emission).change())
        .toList();
  }

  /**
   * Writes the changes, inside the event's transaction; the outbox writes the messages.
   *
   * @param now when the flow decided
   */
  public void writeChanges(Instant now) {
    changes().forEach(change -> change.write(now));
  }
}
