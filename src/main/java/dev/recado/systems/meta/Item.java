package dev.recado.systems.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.spine.ingress.StableId;
import dev.recado.spine.outbox.Contacts;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a webhook tells: a webhook may hold several entries, changes, messages and
 * statuses (docs/contracts.md#meta-webhooks).
 *
 * @param kind what it is
 * @param field Meta's name of the kind of change
 * @param account the id of the WhatsApp account
 * @param at the time of its entry, which notices about an account have, or an empty text
 * @param value what stands around it
 * @param node itself
 */
record Item(Kind kind, String field, String account, String at, JsonNode value, JsonNode node) {

  /** In characters; keys and subjects are stored and indexed. */
  private static final int LONGEST = 256;

  private static final Set<String> ABOUT_THE_ACCOUNT =
      Set.of("phone_number_quality_update", "account_update");

  /** What an item is. */
  enum Kind {
    /** A customer wrote. */
    MESSAGE,
    /** A person of the business wrote in the app on the phone. */
    ECHO,
    /** How far a message has come. */
    STATUS,
    /** What a customer wants to get. */
    PREFERENCE,
    /** How WhatsApp judges a number or the account. */
    QUALITY,
    /** An error that belongs to no message. */
    ERROR,
    /** Anything else. */
    OTHER
  }

  /** Takes a webhook apart, in its own order. */
  static Stream<Item> in(JsonNode tree) {
    return each(tree.path("entry"))
        .flatMap(entry -> each(entry.path("changes")).flatMap(change -> in(entry, change)));
  }

  private static Stream<Item> in(JsonNode entry, JsonNode change) {
    String field = usable(change.path("field"));
    Item whole =
        new Item(
            Kind.OTHER,
            field == null ? "unknown" : field,
            or(usable(entry.path("id"))),
            or(usable(entry.path("time"))),
            change.path("value"),
            change.path("value"));
    return switch (whole.field) {
      case "messages" ->
          or(
              Stream.of(
                      whole.each(Kind.MESSAGE, "messages"),
                      whole.each(Kind.STATUS, "statuses"),
                      whole.each(Kind.ERROR, "errors"))
                  .flatMap(items -> items)
                  .toList(),
              whole);
      case "smb_message_echoes" -> or(whole.each(Kind.ECHO, "message_echoes").toList(), whole);
      case "user_preferences" ->
          or(whole.each(Kind.PREFERENCE, "user_preferences").toList(), whole);
      default ->
          Stream.of(ABOUT_THE_ACCOUNT.contains(whole.field) ? whole.as(Kind.QUALITY) : whole);
    };
  }

  private static Stream<Item> or(java.util.List<Item> items, Item whole) {
    return items.isEmpty() ? Stream.of(whole) : items.stream();
  }

  private Stream<Item> each(Kind one, String list) {
    return each(value.path(list)).map(node -> new Item(one, field, account, at, value, node));
  }

  private Item as(Kind other) {
    return new Item(other, field, account, at, value, node);
  }

  private static Stream<JsonNode> each(JsonNode list) {
    return list.isArray() ? StreamSupport.stream(list.spliterator(), false) : Stream.empty();
  }

  /** The text if it can be compared and indexed. */
  static @Nullable String usable(JsonNode node) {
    String text = MetaJson.text(node);
    return text == null || text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)
        ? null
        : text;
  }

  private static String or(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Meta's id of the number that it came by, or null for a notice about an account. */
  @Nullable String number() {
    return usable(value.at("/metadata/phone_number_id"));
  }

  /** The id of the message, which all deliveries of it have. */
  @Nullable String id() {
    return usable(node.path("id"));
  }

  /** The other side, or null if it is not named. */
  @Nullable Peer peer() {
    return switch (kind) {
      case MESSAGE -> Peer.sender(node, value.path("contacts"));
      case ECHO -> Peer.recipient(node);
      case PREFERENCE -> Peer.of(node.path("wa_id"), node.path("user_id"), null);
      default -> null;
    };
  }

  /** The same for every delivery of this item, and for no other item of the channel. */
  String key() {
    String id = id();
    return switch (kind) {
      case MESSAGE, ECHO -> id == null ? hashed("message") : "message:" + id;
      case STATUS ->
          id == null ? hashed("status") : "status:" + id + ":" + usable(node.path("status"));
      case PREFERENCE -> hashed("preference");
      default -> hashed(field);
    };
  }

  private String hashed(String what) {
    String all = at + " " + node;
    return what + ":" + StableId.hash(all.getBytes(StandardCharsets.UTF_8));
  }

  /** What it is about; events of one conversation are handled in order. */
  String subject() {
    Peer peer = peer();
    String id = id();
    if (peer != null) {
      return Contacts.conversation(peer.address());
    }
    return kind == Kind.STATUS && id != null
        ? "whatsapp-ack:" + id
        : Stream.of(MetaProvider.NAME, number() == null ? account : number(), field)
            .filter(Objects::nonNull)
            .collect(Collectors.joining(":"));
  }
}
