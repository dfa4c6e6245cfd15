package dev.recado.systems.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.phone.Phones;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a customer wrote, as {@code {"message": …, "contact": {"name", "phone"}}}.
 *
 * @param phone the customer's, international digits
 * @param name how he calls himself, or null
 * @param text what he wrote
 * @param id the gateway's own of this message, or null
 */
record GatewayMessage(String phone, @Nullable String name, String text, @Nullable String id) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Reads a body; empty where it is no JSON, or tells no phone or no text. */
  static Optional<GatewayMessage> in(byte[] body) {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(body);
    } catch (IOException e) {
      return Optional.empty();
    }
    JsonNode message = tree.path("message");
    JsonNode contact = tree.path("contact");
    String text = message.isValueNode() ? said(message) : first(message, "text", "body");
    String id = first(tree, "id", "message_id");
    return Phones.digits(first(contact, "phone"))
        .filter(phone -> text != null)
        .map(
            phone ->
                new GatewayMessage(
                    phone,
                    first(contact, "name"),
                    String.valueOf(text),
                    id == null ? first(message, "id") : id));
  }

  private static @Nullable String first(JsonNode node, String... fields) {
    return Stream.of(fields)
        .map(field -> Optional.ofNullable(said(node.path(field))))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String said(JsonNode node) {
    return node.isTextual() || node.isNumber()
        ? Optional.of(node.asText().strip()).filter(text -> !text.isEmpty()).orElse(null)
        : null;
  }

  /** Without the person: a record's own text would show it in logs. */
  @Override
  public String toString() {
    return "GatewayMessage[]";
  }
}
