package dev.recado.sales.agenda;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer's appointment with a seller.
 *
 * @param id the hub's own
 * @param seller his id
 * @param conversation the customer's, see {@link dev.recado.spine.outbox.Contacts#conversation}
 * @param address whom to write to: the phone's digits, or the chat id where the phone is hidden
 * @param name the customer's, or null
 * @param subject what it is about, or null
 * @param area what the customer is interested in, or null
 * @param lead its lead in the CRM, or null
 * @param start inclusive
 * @param end exclusive
 * @param state how it stands
 * @param sequence how often it was changed
 * @param rescheduledFrom when it was to begin before it was last moved, or null
 * @param createdBy {@link Agenda#CUSTOMER}, or who called the API
 * @param createdAt when it was booked
 * @param updatedAt when it was last changed
 */
public record Appointment(
    long id,
    long seller,
    String conversation,
    String address,
    @Nullable String name,
    @Nullable String subject,
    @Nullable String area,
    @Nullable String lead,
    Instant start,
    Instant end,
    State state,
    int sequence,
    @Nullable Instant rescheduledFrom,
    String createdBy,
    Instant createdAt,
    Instant updatedAt) {

  /** How it stands with an appointment. */
  public enum State {
    /** It is going to be, or is just now. */
    BOOKED,
    /** It was called off. */
    CANCELLED,
    /** Its time is over. */
    DONE
  }

  /** Without the person: a record's own text would show it in logs. */
  @Override
  public String toString() {
    return "Appointment[" + id + " " + state + " " + start + "]";
  }
}
