package dev.recado.systems.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.phone.Phones;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A customer's message, as {@code {"message": …, "contact": {"name", "phone"}}}.
 *
 * @param phone the customer's phone in international digits
 * @param name the customer's display name, or null
 * @param text the text of the message
 * @param id the gateway's own id of this message, or null
 */
record GatewayMessage(String phone, @Nullable String name, String text, @Nullable String id) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Reads a body; empty if it is not JSON, or has no phone or no text. */
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

  /** Leaves the person out, because the default text of a record would show it in logs. */
  @Override
  public String toString() {
    return "GatewayMessage[]";
  }
}
