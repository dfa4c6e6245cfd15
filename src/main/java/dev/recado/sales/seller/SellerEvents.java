package dev.recado.sales.seller;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.sales.seller.Sellers.Assignment;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.EventReader;
import dev.recado.spine.intake.OwnRecords;
import dev.recado.spine.intake.Timers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes and reads {@code seller.assigned}: the new seller of a conversation, and the occasion. */
final class SellerEvents implements EventReader {

  private static final String SOURCE = "seller";

  private final Timers timers;
  private final SellerRows rows;
  private final OwnRecords records;

  SellerEvents(Timers timers, SellerRows rows, ObjectMapper json) {
    this.timers = timers;
    this.rows = rows;
    this.records = new OwnRecords(SOURCE, json);
  }

  /** Sets the event in the transaction of the assignment, once for each cause and occasion. */
  void set(
      UUID cause,
      String conversation,
      Assignment assigned,
      Map<String, @Nullable Object> told,
      Instant now) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(told);
    body.put("conversation", conversation);
    body.put("sellerId", assigned.seller() == null ? null : assigned.seller().id());
    body.put("kept", assigned.kept());
    body.put("reason", assigned.reason());
    InboundRecord record =
        records.write(
            new Identity(
                "assigned:" + told.get("occasion") + ":" + cause, "seller:" + conversation),
            body,
            now);
    timers.set(record, EventTypes.SELLER_ASSIGNED, now);
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
        "seller",
        Optional.ofNullable(id)
            .flatMap(seller -> rows.byId(Long.parseLong(seller.toString())))
            .map(Seller::facts)
            .orElse(null));
    return List.of(Event.of(record, EventTypes.SELLER_ASSIGNED, body));
  }
}
