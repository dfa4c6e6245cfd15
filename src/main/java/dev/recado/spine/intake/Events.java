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
   * Runs an event's flow again from the beginning; effects already in the outbox stay as they are.
   *
   * @param id the event
   * @return false if there is no such event, or its flow is still running
   */
  boolean replay(UUID id);

  /**
   * Runs all dead events of a filter again; null means any.
   *
   * @param type for example {@code odoo.invoice.posted}
   * @param reason a part of the reason, ignoring case
   * @return the number of events
   */
  int replayDead(@Nullable String type, @Nullable String reason);

  /**
   * Finds the newest event of a type that was handled or is being handled.
   *
   * @param subject the record or conversation
   * @param type the event type
   * @return its record of the log; the event is done, under way or a dead letter, but not dropped
   *     or parked
   */
  Optional<InboundRecord> latest(String subject, String type);

  /**
   * Counts the events that wait to go on at one of these flows.
   *
   * @param flows event types or ids of sub-flows
   * @return the number by flow; a flow without waiting events is left out
   */
  Map<String, Long> waiting(Collection<String> flows);
}
