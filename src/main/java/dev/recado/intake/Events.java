package dev.recado.intake;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
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
   * Tells whether an event of this kind has been taken care of, or is being so.
   *
   * @param subject the record or conversation
   * @param type the event type
   * @param since events received before do not count
   * @return true where one is done, under way or a dead letter; a dropped or parked one is not
   */
  boolean handled(String subject, String type, Instant since);

  /**
   * Counts the events that rest until they go on at one of these flows.
   *
   * @param flows event types or ids of sub-flows
   * @return how many by flow; those for which none waits are left out
   */
  Map<String, Long> waiting(Collection<String> flows);
}
