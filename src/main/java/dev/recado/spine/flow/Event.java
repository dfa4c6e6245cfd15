package dev.recado.spine.flow;

import dev.recado.ground.database.StorableText;
import dev.recado.spine.ingress.InboundRecord;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened outside, in the hub's own words.
 *
 * @param id the same for every delivery of the event
 * @param source the system that sent it, for example {@code odoo}
 * @param type for example {@code odoo.invoice.posted}; the flow on {@code direct:<type>} takes it
 * @param subject the record or conversation it is about
 * @param receivedAt when it came
 * @param body its facts; numbers are {@code Integer}, {@code Long} or {@code BigDecimal}
 */
public record Event(
    UUID id,
    String source,
    String type,
    String subject,
    Instant receivedAt,
    Map<String, @Nullable Object> body) {

  /**
   * Accepts any text: cleans all texts so that they can be stored, and shortens type and subject.
   */
  public Event {
    type = StorableText.key(type);
    subject = StorableText.key(subject);
    body = StorableText.object(body);
  }

  /**
   * Makes an event from a record of the log.
   *
   * @param record as it lay in the log
   * @param type for example {@code odoo.invoice.posted}
   * @param body its facts
   */
  public static Event of(InboundRecord record, String type, Map<String, @Nullable Object> body) {
    return new Event(
        record.id(), record.source(), type, record.subject(), record.receivedAt(), body);
  }
}
