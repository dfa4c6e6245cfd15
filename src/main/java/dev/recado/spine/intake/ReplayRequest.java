package dev.recado.spine.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.ground.web.Refusal;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters to replay together; null means any.
 *
 * @param kind {@code event} or {@code message}
 * @param type the event type, or what the message is
 * @param connector the connector that should have sent it; events have none
 * @param reason a part of the reason
 * @param includeUnknown whether messages that may have arrived go out again, too
 */
record ReplayRequest(
    @Nullable String kind,
    @Nullable String type,
    @Nullable String connector,
    @Nullable String reason,
    boolean includeUnknown) {

  private static final Set<String> FIELDS =
      Set.of("kind", "type", "connector", "reason", "includeUnknown", "all");

  private static final Set<String> KINDS = Set.of("event", "message");

  /** Reads a request; a misspelt field must not become a filter that lets everything through. */
  static ReplayRequest read(JsonNode json) {
    if (!json.isObject()) {
      throw Refusal.badRequest("The body must be a JSON object.");
    }
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name)) {
                throw Refusal.badRequest(
                    "The body has a field that is not known: it may have "
                        + String.join(", ", new java.util.TreeSet<>(FIELDS))
                        + ".");
              }
            });
    ReplayRequest request =
        new ReplayRequest(
            checkKind(text(json, "kind")),
            text(json, "type"),
            text(json, "connector"),
            text(json, "reason"),
            flag(json, "includeUnknown"));
    if (request.empty() && !flag(json, "all")) {
      throw Refusal.badRequest(
          "The filter is empty; send {\"all\": true} to replay every dead letter.");
    }
    return request;
  }

  static @Nullable String checkKind(@Nullable String kind) {
    if (kind != null && !KINDS.contains(kind)) {
      throw Refusal.badRequest("'kind' must be event or message.");
    }
    return kind;
  }

  private static @Nullable String text(JsonNode json, String field) {
    JsonNode value = json.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw Refusal.badRequest("The field '" + field + "' must be a text that is not empty.");
    }
    return value.textValue();
  }

  private static boolean flag(JsonNode json, String field) {
    JsonNode value = json.get(field);
    if (value == null || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw Refusal.badRequest("The field '" + field + "' must be true or false.");
    }
    return value.booleanValue();
  }

  private boolean empty() {
    return Stream.of(kind, type, connector, reason).allMatch(java.util.Objects::isNull);
  }

  /** Events have no connector: a filter on one means messages. */
  boolean wantsEvents() {
    return !"message".equals(kind) && connector == null;
  }

  boolean wantsMessages() {
    return !"event".equals(kind);
  }
}
