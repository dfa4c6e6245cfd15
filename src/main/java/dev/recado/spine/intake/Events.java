package dev.recado.spine.intake;

import dev.recado.spine.ingress.InboundRecord;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What operators may do with stored events. */
public interface Events {

  /**
   * Runs an event's flow from the beginning again; effects that are in the outbox stay as they are.
   *
   * @param id the event
   * @return false where there is none, or its flow is still at work
   */
  boolean replay(UUID id);

  /**
   * Runs all dead events of a filter again; null means any.
   *
   * @param type for example {@code odoo.invoice.posted}
   * @param reason a part of the reason, ignoring case
   * @return how many
   */
  int replayDead(@Nullable String type, @Nullable String reason);

  /**
   * Finds the newest event of a kind that has been taken care of, or is being so.
   *
   * @param subject the record or conversation
   * @param type the event type
   * @return as it lay in the log; one that is done, under way or a dead letter, and not one that
   *     was dropped or parked
   */
  Optional<InboundRecord> latest(String subject, String type);

  /**
   * Counts the events that rest until they go on at one of these flows.
   *
   * @param flows event types or ids of sub-flows
   * @return how many by flow; those for which none waits are left out
   */
  Map<String, Long> waiting(Collection<String> flows);
}
