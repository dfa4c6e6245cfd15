package dev.recado.systems.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.ground.phone.Phones;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.flow.EventTypes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Meta tells besides messages: wishes of customers, the quality of numbers, errors. */
final class MetaNotices {

  /** The name becomes part of an address within the hub. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_]{0,79}");

  private MetaNotices() {}

  private static Map<String, @Nullable Object> of(Channel channel) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("channel", channel.id());
    return body;
  }

  /** A customer stopped or resumed the marketing messages of the business. */
  static MetaEvents.Reading preference(Item item, Channel channel, Instant toldAt) {
    Peer peer = item.peer();
    if (peer == null) {
      return scalars(item, channel);
    }
    JsonNode preference = item.node();
    Instant at = MetaJson.instant(preference.path("timestamp"));
    Map<String, @Nullable Object> body = of(channel);
    body.put("chatId", peer.address());
    body.put("phone", peer.phone());
    body.put("answerTo", Phones.unmistakable(peer.address()));
    body.put("category", MetaJson.text(preference.path("category")));
    body.put("value", MetaJson.text(preference.path("value")));
    body.put("detail", MetaJson.text(preference.path("detail")));
    body.put("at", (at == null ? toldAt : at).toString());
    return new MetaEvents.Reading(EventTypes.WHATSAPP_PREFERENCE_CHANGED, body);
  }

  /** Meta tells a change, such as FLAGGED, and the new limit of messages. */
  static MetaEvents.Reading quality(Item item, Channel channel) {
    JsonNode value = item.node();
    String event = MetaJson.text(value.path("event"));
    Map<String, @Nullable Object> body = of(channel);
    body.put("quality", quality(event));
    body.put("event", event == null ? item.field() : event);
    body.put(
        "limit", MetaJson.text(value, "/max_daily_conversations_per_business", "/current_limit"));
    body.put(
        "detail",
        MetaJson.text(
            value,
            "/violation_info/violation_type",
            "/restriction_info/0/restriction_type",
            "/ban_info/waba_ban_state"));
    return new MetaEvents.Reading(EventTypes.WHATSAPP_CHANNEL_QUALITY, body);
  }

  private static @Nullable String quality(@Nullable String event) {
    return switch (event == null ? "" : event) {
      case "FLAGGED", "DOWNGRADE" -> "LOW";
      case "UNFLAGGED", "UPGRADE" -> "OK";
      default -> null;
    };
  }

  /** An error of the number that belongs to no message. */
  static MetaEvents.Reading error(Item item, Channel channel) {
    JsonNode error = item.node();
    int code = MetaJson.code(error.path("code"));
    MetaErrors.Row row = MetaErrors.of(code);
    Map<String, @Nullable Object> body = of(channel);
    body.put("quality", null);
    body.put("event", "ERROR");
    body.put("error", code < 0 ? null : code);
    body.put("reason", row == null ? null : row.reason());
    body.put("detail", MetaJson.text(error, "/error_data/details", "/message", "/title"));
    return new MetaEvents.Reading(EventTypes.WHATSAPP_CHANNEL_QUALITY, body);
  }

  /** A change that the hub has no fields for, under Meta's names. */
  static MetaEvents.Reading scalars(Item item, Channel channel) {
    Map<String, @Nullable Object> body = of(channel);
    scalars(item.node()).forEach(body::putIfAbsent);
    String field = NAME.matcher(item.field()).matches() ? item.field() : "unknown";
    return new MetaEvents.Reading("whatsapp." + field, body);
  }

  static Map<String, @Nullable Object> scalars(JsonNode node) {
    Map<String, @Nullable Object> found = new LinkedHashMap<>();
    node.properties()
        .forEach(
            field -> {
              String text = MetaJson.text(field.getValue());
              if (text != null) {
                found.put(field.getKey(), text);
              }
            });
    return found;
  }
}
