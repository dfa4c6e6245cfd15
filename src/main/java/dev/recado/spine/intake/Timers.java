package dev.recado.spine.intake;

import dev.recado.spine.ingress.InboundRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Events that the hub sets for itself, to come due later; kept in the table of events. */
public interface Timers {

  /**
   * Sets an event, in the caller's transaction if there is one.
   *
   * @param record its identity and its bytes, which an {@link EventReader} of its source can read
   * @param type the event type; the flow on {@code direct:<type>} takes it
   * @param due not before this
   * @return false where it is there already, whatever became of it
   */
  boolean set(InboundRecord record, String type, Instant due);

  /**
   * Sets an event as {@link #set} does, behind the earlier ones of its subject: while one of them
   * is still to be run, or is tried again, this one waits.
   *
   * @param record as for {@link #set}; its time of receipt says which is earlier
   * @param type as for {@link #set}
   * @param due as for {@link #set}
   * @return as for {@link #set}
   */
  boolean setBehind(InboundRecord record, String type, Instant due);

  /**
   * Sets an event in which the work on another one goes on, in the caller's transaction if there is
   * one. That it does is noted on the other one's journey, as {@code CONTINUED} with the new id.
   *
   * @param event the one that has come to its end
   * @param record as for {@link #set}
   * @param type as for {@link #set}
   * @param due as for {@link #set}
   */
  void goOn(UUID event, InboundRecord record, String type, Instant due);

  /**
   * Puts off an event that nobody has begun to work on.
   *
   * @param type the event type
   * @param subject what it is about
   * @param due not before this; never later than {@code limit} after it was set
   * @param limit the longest it may be put off altogether
   * @return the event, or empty where none of them waits untouched
   */
  Optional<UUID> putOff(String type, String subject, Instant due, java.time.Duration limit);

  /**
   * Takes back events that nobody has begun to work on: they are dropped, with the reason.
   *
   * @param type the event type
   * @param subject what they are about
   * @param reason one sentence for operators
   * @return how many were taken back
   */
  int cancel(String type, String subject, String reason);
}
