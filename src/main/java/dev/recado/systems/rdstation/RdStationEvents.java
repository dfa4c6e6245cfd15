package dev.recado.systems.rdstation;

import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.StableId;
import dev.recado.spine.intake.EventReader;
import dev.recado.spine.intake.UnreadableException;
import java.util.List;

/**
 * Turns RD Station's webhooks into events, one for each lead. Both generations give the same shape.
 */
final class RdStationEvents implements EventReader {

  /** Far more leads than one webhook brings. */
  private static final int MOST = 1000;

  @Override
  public String source() {
    return RdStationWebhooks.NAME;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    List<Conversion> conversions = Conversion.in(record.body(), MOST + 1);
    if (conversions.isEmpty()) {
      throw new UnreadableException(
          "The body is not a webhook of RD Station, neither the old kind nor the new one", null);
    }
    if (conversions.size() > MOST) {
      throw new UnreadableException("The body holds too many leads: more than 1,000", null);
    }
    return conversions.stream().map(one -> event(one, record)).toList();
  }

  private static Event event(Conversion one, InboundRecord record) {
    return new Event(
        StableId.of(record.source(), one.key()),
        record.source(),
        one.opportunity() ? RdStationTypes.OPPORTUNITY : RdStationTypes.CONVERSION,
        one.subject(),
        record.receivedAt(),
        one.body());
  }
}
