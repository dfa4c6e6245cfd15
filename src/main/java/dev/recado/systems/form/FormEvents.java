package dev.recado.systems.form;

import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.EventReader;
import java.util.List;

/**
 * Turns a submitted form into the event {@code form.submitted}; its fields are the event's body.
 */
final class FormEvents implements EventReader {

  @Override
  public String source() {
    return FormWebhooks.NAME;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    return List.of(
        Event.of(record, FormTypes.SUBMITTED, FormBody.read(record.contentType(), record.body())));
  }
}
