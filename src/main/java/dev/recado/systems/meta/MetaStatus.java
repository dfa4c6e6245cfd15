package dev.recado.systems.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.outbox.Receipts;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far a message of the business has come (docs/contracts.md#meta-statuses). */
final class MetaStatus {

  private MetaStatus() {}

  static MetaEvents.Reading reading(Item item, Channel channel, Instant toldAt) {
    JsonNode status = item.node();
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    Instant at = MetaJson.instant(status.path("timestamp"));
    String state = state(status);
    body.put("channel", channel.id());
    body.put("messageId", item.id());
    body.put("providerId", item.id());
    body.put("chatId", MetaJson.text(status, "/recipient_id", "/recipient_user_id"));
    body.put("state", state);
    body.put("at", (at == null ? toldAt : at).toString());
    body.put("outboxId", Item.usable(status.path("biz_opaque_callback_data")));
    body.put("category", MetaJson.text(status, "/pricing/category"));
    JsonNode billable = status.at("/pricing/billable");
    body.put("billable", billable.isBoolean() ? billable.booleanValue() : null);
    JsonNode error = status.at("/errors/0");
    failure(body, error, state.equals(Receipts.State.FAILED.name()));
    return new MetaEvents.Reading(EventTypes.WHATSAPP_MESSAGE_STATUS, body);
  }

  private static String state(JsonNode status) {
    String told = MetaJson.text(status.path("status"));
    return switch (told == null ? "" : told) {
      case "sent" -> Receipts.State.SENT.name();
      case "delivered" -> Receipts.State.DELIVERED.name();
      // A voice message that was played was read.
      case "read", "played" -> Receipts.State.READ.name();
      case "failed" -> Receipts.State.FAILED.name();
      default -> "PENDING";
    };
  }

  private static void failure(Map<String, @Nullable Object> body, JsonNode error, boolean failed) {
    int code = MetaJson.code(error.path("code"));
    MetaErrors.Row row = MetaErrors.of(code);
    String details = MetaJson.text(error, "/error_data/details", "/message", "/title");
    body.put("error", code < 0 ? null : code);
    body.put("details", details);
    body.put("reason", failed ? reason(code, row, details) : null);
    Duration again = failed && row != null ? row.again() : null;
    body.put("againAfter", again == null ? null : again.toString());
  }

  private static String reason(int code, MetaErrors.@Nullable Row row, @Nullable String details) {
    if (row != null) {
      return row.reason();
    }
    return "META_%s: o WhatsApp aceitou a mensagem e depois não a entregou%s"
        .formatted(code < 0 ? "?" : code, details == null ? "" : " (" + details + ")");
  }
}
