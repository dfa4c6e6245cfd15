package dev.recado.rdstation;

import dev.recado.flow.Event;
import dev.recado.flow.EventTypes;
import dev.recado.ingress.InboundRecord;
import dev.recado.ingress.StableId;
import dev.recado.intake.EventReader;
import dev.recado.intake.UnreadableException;
import java.util.List;

/**
 * Turns RD Station's webhooks into events, one for each lead, of one shape for both generations.
 */
final class RdStationEvents implements EventReader {

  /** Far more than one conversion brings; each would be stored with the whole body. */
  private static final int MOST = 1000;

  @Override
  public String source() {
    return RdStationWebhooks.NAME;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    List<Conversion> conversions = Conversion.in(record.body());
    if (conversions.isEmpty() || conversions.size() > MOST) {
      throw new UnreadableException(
          conversions.isEmpty()
              ? "The body is neither of the two that RD Station sends"
              : "The body holds " + conversions.size() + " leads",
          null);
    }
    return conversions.stream().map(one -> event(one, record)).toList();
  }

  private static Event event(Conversion one, InboundRecord record) {
    return new Event(
        StableId.of(record.source(), one.key()),
        record.source(),
        one.opportunity() ? EventTypes.RDSTATION_OPPORTUNITY : EventTypes.RDSTATION_CONVERSION,
        one.subject(),
        record.receivedAt(),
        one.body());
  }
}
