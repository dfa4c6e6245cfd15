package dev.recado.spine.intake;

import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that was just read from the log.
 *
 * @param record the record it was read from
 * @param event the event, or null if the record cannot be read
 * @param trouble why it cannot be read, or null
 */
record Arrival(InboundRecord record, @Nullable Event event, @Nullable String trouble) {

  UUID id() {
    return event == null ? record.id() : event.id();
  }

  String subject() {
    return event == null ? record.subject() : event.subject();
  }

  String type() {
    return event == null ? record.source() + ".unreadable" : event.type();
  }
}
