package dev.recado.sales.seller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.sales.seller.Sellers.Assignment;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.EventReader;
import dev.recado.spine.intake.Timers;
import dev.recado.spine.intake.UnreadableException;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes and reads {@code seller.assigned}: who has a conversation now, and on what occasion. */
final class SellerEvents implements EventReader {

  private static final String SOURCE = "seller";
  private static final TypeReference<Map<String, @Nullable Object>> BODY = new TypeReference<>() {};

  private final Timers timers;
  private final SellerRows rows;
  private final ObjectMapper json;

  SellerEvents(Timers timers, SellerRows rows, ObjectMapper json) {
    this.timers = timers;
    this.rows = rows;
    this.json = json;
  }

  /** Sets the event, in the transaction that assigned; of one cause and occasion there is one. */
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
        InboundRecord.of(
            SOURCE,
            new Identity(
                "assigned:" + told.get("occasion") + ":" + cause, "seller:" + conversation),
            now,
            "application/json",
            bytes(body));
    timers.set(record, EventTypes.SELLER_ASSIGNED, now);
  }

  private byte[] bytes(Map<String, @Nullable Object> body) {
    try {
      return json.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts cannot be written as JSON", e);
    }
  }

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(body(record));
    Object id = body.remove("sellerId");
    body.put(
        "seller",
        Optional.ofNullable(id)
            .flatMap(seller -> rows.byId(Long.parseLong(seller.toString())))
            .map(Seller::facts)
            .orElse(null));
    return List.of(
        new Event(
            record.id(),
            record.source(),
            EventTypes.SELLER_ASSIGNED,
            record.subject(),
            record.receivedAt(),
            body));
  }

  private Map<String, @Nullable Object> body(InboundRecord record) {
    try {
      return json.readValue(record.body(), BODY);
    } catch (IOException e) {
      throw new UnreadableException("The record was not written by a hub", e);
    }
  }
}
