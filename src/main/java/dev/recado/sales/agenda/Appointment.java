package dev.recado.sales.agenda;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer's appointment with a seller.
 *
 * @param id the hub's own id
 * @param seller the seller's id
 * @param conversation the key of the customer's conversation, see {@link
 *     dev.recado.spine.outbox.Contacts#conversation}
 * @param address where to write: the phone's digits, or the chat id where the phone is hidden
 * @param name the customer's name, or null
 * @param subject the subject, or null
 * @param area the area that interests the customer, or null
 * @param lead the lead's id in the CRM, or null
 * @param start inclusive
 * @param end exclusive
 * @param state the state
 * @param sequence the number of changes
 * @param rescheduledFrom the beginning before the last move, or null
 * @param createdBy {@link Agenda#CUSTOMER}, or the name of the API's caller
 * @param createdAt when it was booked
 * @param updatedAt when it was last changed
 * @param kind the id of its kind, or null
 * @param kindName the name of its kind, or null
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
    Instant updatedAt,
    @Nullable Long kind,
    @Nullable String kindName) {

  /** The state of an appointment. */
  public enum State {
    /** It lies ahead, or takes place now. */
    BOOKED,
    /** It was cancelled. */
    CANCELLED,
    /** Its time is over. */
    DONE,
    /** Its time is over, and the customer did not come. */
    NO_SHOW
  }

  /** Leaves out personal data: the record's default text would show it in logs. */
  @Override
  public String toString() {
    return "Appointment[" + id + " " + state + " " + start + "]";
  }
}
