package dev.recado.systems.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The other side of a message: never the business itself.
 *
 * @param phone its digits as Meta knows them, or null where the person hides it
 * @param userId its id for this business, or null
 * @param name its own display name, or null
 */
record Peer(@Nullable String phone, @Nullable String userId, @Nullable String name) {

  private static final Pattern DIGITS = Pattern.compile("\\d{6,15}");

  static @Nullable Peer of(JsonNode phone, JsonNode userId, @Nullable String name) {
    String digits = Item.usable(phone);
    String id = Item.usable(userId);
    Peer peer =
        new Peer(
            digits != null && DIGITS.matcher(digits).matches() ? digits : null,
            id != null && MetaRequest.HIDDEN.matcher(id).matches() ? id : null,
            name);
    return peer.phone == null && peer.userId == null ? null : peer;
  }

  /** The customer who wrote; a person with a hidden phone has an id only. */
  static @Nullable Peer sender(JsonNode message, JsonNode contacts) {
    JsonNode contact = contact(message, contacts);
    return of(
        or(message.path("from"), contact.path("wa_id")),
        or(message.path("from_user_id"), contact.path("user_id")),
        MetaJson.text(contact, "/profile/name", "/profile/username"));
  }

  /** The customer whom the business wrote to. */
  static @Nullable Peer recipient(JsonNode message) {
    return of(message.path("to"), message.path("to_user_id"), null);
  }

  private static JsonNode or(JsonNode first, JsonNode second) {
    return MetaJson.text(first) == null ? second : first;
  }

  /** A message without any id of its sender has the only contact for its sender. */
  private static JsonNode contact(JsonNode message, JsonNode contacts) {
    String phone = MetaJson.text(message.path("from"));
    String userId = MetaJson.text(message.path("from_user_id"));
    for (JsonNode contact : contacts) {
      boolean same =
          phone != null && phone.equals(MetaJson.text(contact.path("wa_id")))
              || userId != null && userId.equals(MetaJson.text(contact.path("user_id")));
      if (same || phone == null && userId == null && contacts.size() == 1) {
        return contact;
      }
    }
    return MissingNode.getInstance();
  }

  /** By what the hub knows this person, and writes to. */
  String address() {
    return phone == null ? String.valueOf(userId) : phone;
  }
}
