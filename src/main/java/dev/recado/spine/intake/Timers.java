package dev.recado.spine.intake;

import dev.recado.spine.ingress.InboundRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Events that the hub sets for itself to run later. They are in the table of events. */
public interface Timers {

  /**
   * Sets an event, in the caller's transaction if there is one.
   *
   * @param record its identity and its bytes, which an {@link EventReader} of its source can read
   * @param type the event type; the flow on {@code direct:<type>} takes it
   * @param due not before this
   * @return false if it exists already, in whatever state
   */
  boolean set(InboundRecord record, String type, Instant due);

  /**
   * Sets an event like {@link #set}, but after the earlier ones of its subject. It waits while one
   * of them has not run or is being retried.
   *
   * @param record as for {@link #set}; its time of receipt decides which is earlier
   * @param type as for {@link #set}
   * @param due as for {@link #set}
   * @return as for {@link #set}
   */
  boolean setBehind(InboundRecord record, String type, Instant due);

  /**
   * Sets an event that continues the work on another one, in the caller's transaction if there is
   * one. The journey of the other event shows it as {@code CONTINUED} with the new id.
   *
   * @param event the event that has ended
   * @param record as for {@link #set}
   * @param type as for {@link #set}
   * @param due as for {@link #set}
   */
  void goOn(UUID event, InboundRecord record, String type, Instant due);

  /**
   * Postpones an event that has not been started.
   *
   * @param type the event type
   * @param subject what it is about
   * @param due not before this; never later than {@code limit} after it was set
   * @param limit the longest total delay
   * @return the event, or empty if none waits unstarted
   */
  Optional<UUID> putOff(String type, String subject, Instant due, java.time.Duration limit);

  /**
   * Cancels events that have not been started: they are dropped, with the reason.
   *
   * @param type the event type
   * @param subject what they are about
   * @param reason one sentence for operators
   * @return the number of cancelled events
   */
  int cancel(String type, String subject, String reason);
}
