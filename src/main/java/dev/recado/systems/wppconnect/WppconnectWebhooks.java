package dev.recado.systems.wppconnect;

import dev.recado.spine.channel.Channels;
import dev.recado.spine.ingress.StableId;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.outbox.Contacts;
import dev.recado.systems.engine.ChannelTokens;
import dev.recado.systems.engine.ChatId;
import dev.recado.systems.engine.GatewayWebhooks;
import dev.recado.systems.engine.MessageKey;
import dev.recado.systems.engine.Scalars;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The webhooks of WPPConnect: not signed, and never repeated (docs/contracts.md#wppconnect).
 *
 * <p>The address holds the token of a channel. One server may serve several sessions.
 */
final class WppconnectWebhooks extends GatewayWebhooks {

  static final String NAME = "wppconnect";

  private static final String ID = "id";
  private static final String ID_OBJECT = "id/_serialized";
  private static final Scalars GLANCE =
      new Scalars(
          Set.of(
              "event",
              "session",
              ID,
              ID_OBJECT,
              "ack",
              "type",
              "fromMe",
              "from",
              "from/_serialized",
              "to",
              "to/_serialized",
              "refId",
              "msgId",
              "msgId/_serialized",
              "sender/id"));

  /** What no person wrote has the id of a message that may still come. */
  private static final Set<String> NO_MESSAGES = Set.of("ciphertext", "revoked", "protocol");

  WppconnectWebhooks(Channels channels) {
    super(NAME, tokens(channels));
  }

  static ChannelTokens tokens(Channels channels) {
    return new ChannelTokens(channels, WppconnectProvider.NAME, WppconnectProvider.SESSION);
  }

  @Override
  public Identity identify(Webhook webhook) {
    Map<String, String> fields = GLANCE.of(webhook.body());
    String whose = whose(webhook, fields.get("session"));
    return new Identity(whose + "/" + key(fields, webhook), subject(fields, whose));
  }

  /**
   * A message has its id. Most other events have neither an id nor a time, and the server sends
   * each once: so the same bytes at another time are another event.
   */
  private static String key(Map<String, String> fields, Webhook webhook) {
    String event = fields.getOrDefault("event", "");
    String id = fields.getOrDefault(ID, fields.get(ID_OBJECT));
    return switch (event) {
      case "onmessage", "onselfmessage", "unreadmessages" ->
          id == null || NO_MESSAGES.contains(fields.getOrDefault("type", ""))
              ? event + ":" + StableId.hash(webhook.body())
              : "message:" + id;
      case "onack" ->
          id == null || fields.get("ack") == null
              ? event + ":" + StableId.hash(webhook.body())
              : "ack:" + id + ":" + fields.get("ack");
      case "onreactionmessage", "onrevokedmessage", "onpollresponse" ->
          event + ":" + StableId.hash(webhook.body());
      default ->
          event + ":" + StableId.hash(webhook.body()) + ":" + webhook.receivedAt().toEpochMilli();
    };
  }

  private static String subject(Map<String, String> fields, String whose) {
    String event = fields.getOrDefault("event", "");
    String id = fields.getOrDefault(ID, fields.get(ID_OBJECT));
    if (event.equals("onack") && id != null) {
      return "whatsapp-ack:" + MessageKey.of(id).id();
    }
    if (WppconnectSession.EVENTS.contains(event)) {
      return "whatsapp-session:" + whose;
    }
    String chat = chat(fields, id);
    if (chat == null) {
      return NAME + ":" + (event.isEmpty() ? "unreadable" : event);
    }
    String phone = ChatId.phone(chat);
    if (phone == null && ChatId.isHidden(chat) && !own(fields, id)) {
      phone = ChatId.phone(fields.get("sender/id"));
    }
    return Contacts.conversation(phone == null ? ChatId.plain(chat) : phone);
  }

  private static @Nullable String chat(Map<String, String> fields, @Nullable String id) {
    String about = fields.getOrDefault("refId", fields.getOrDefault("msgId", id));
    String other = about == null ? fields.get("msgId/_serialized") : about;
    String byKey = MessageKey.of(other == null ? "" : other).chat();
    if (byKey != null) {
      return byKey;
    }
    String side = own(fields, id) ? "to" : "from";
    String chat = fields.getOrDefault(side, fields.get(side + "/_serialized"));
    return ChatId.known(chat);
  }

  private static boolean own(Map<String, String> fields, @Nullable String id) {
    Boolean byKey = id == null ? null : MessageKey.of(id).own();
    return Boolean.parseBoolean(fields.getOrDefault("fromMe", String.valueOf(byKey)));
  }
}
