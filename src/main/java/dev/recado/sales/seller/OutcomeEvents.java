package dev.recado.sales.seller;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.phone.Phones;
import dev.recado.sales.seller.Outcomes.Stored;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.EventReader;
import dev.recado.spine.intake.OwnRecords;
import dev.recado.spine.intake.Timers;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes and reads {@code lead.closed}: a person closed a lead here, and the CRM is to know. */
final class OutcomeEvents implements EventReader {

  private static final String SOURCE = "outcome";

  private final Timers timers;
  private final SellerRows rows;
  private final OwnRecords records;
  private final Clock clock;

  OutcomeEvents(Timers timers, SellerRows rows, ObjectMapper json, Clock clock) {
    this.timers = timers;
    this.rows = rows;
    this.records = new OwnRecords(SOURCE, json);
    this.clock = clock;
  }

  /** Sets the event in the transaction of the change. */
  void set(String address, String conversation, Stored stored) {
    Outcome outcome = stored.outcome();
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("to", Phones.unmistakable(address));
    body.put("conversation", conversation);
    body.put("won", outcome.won());
    body.put("value", outcome.value() == null ? null : outcome.value().toPlainString());
    body.put("reason", outcome.reason());
    body.put("lead", outcome.lead());
    body.put("area", stored.area());
    body.put("by", outcome.by());
    body.put("sellerId", stored.seller());
    Instant now = clock.instant();
    Identity identity =
        new Identity("outcome:" + stored.id() + ":" + UUID.randomUUID(), "outcome:" + conversation);
    timers.set(records.write(identity, body, now), EventTypes.LEAD_CLOSED, now);
  }

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(records.read(record));
    Object id = body.remove("sellerId");
    body.put(
        "seller", rows.byId(Long.parseLong(String.valueOf(id))).map(Seller::facts).orElse(null));
    return List.of(Event.of(record, EventTypes.LEAD_CLOSED, body));
  }
}
