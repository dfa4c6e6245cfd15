package dev.recado.systems.evolution;

import dev.recado.spine.channel.Channels;
import dev.recado.spine.ingress.StableId;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.outbox.Contacts;
import dev.recado.systems.engine.ChannelTokens;
import dev.recado.systems.engine.ChatId;
import dev.recado.systems.engine.GatewayWebhooks;
import dev.recado.systems.engine.Scalars;
import java.util.Map;
import java.util.Set;

/**
 * The webhooks of Evolution: not signed, and repeated with the same bytes until the hub answers
 * (docs/contracts.md#evolution).
 *
 * <p>The address holds the token of a channel, and behind it perhaps the name of the event.
 */
final class EvolutionWebhooks extends GatewayWebhooks {

  static final String NAME = "evolution";

  private static final String ID = "data/key/id";
  private static final String CHAT = "data/key/remoteJid";
  private static final String PHONE = "data/key/remoteJidAlt";
  private static final String OWN = "data/key/fromMe";
  private static final Scalars GLANCE =
      new Scalars(
          Set.of(
              "event",
              "instance",
              ID,
              CHAT,
              PHONE,
              OWN,
              "data/keyId",
              "data/status",
              "data/remoteJid",
              "data/id"));

  EvolutionWebhooks(Channels channels) {
    super(NAME, tokens(channels));
  }

  static ChannelTokens tokens(Channels channels) {
    return new ChannelTokens(channels, EvolutionProvider.NAME, EvolutionProvider.INSTANCE);
  }

  @Override
  public Identity identify(Webhook webhook) {
    Map<String, String> fields = GLANCE.of(webhook.body());
    String whose = whose(webhook, fields.get("instance"));
    return new Identity(whose + "/" + key(fields, webhook), subject(fields, whose));
  }

  /** A message that comes again after a lost connection has other bytes, but the same id. */
  private static String key(Map<String, String> fields, Webhook webhook) {
    String event = EvolutionEvents.plain(fields.getOrDefault("event", ""));
    String id = fields.get(ID);
    String about = fields.get("data/keyId");
    String status = fields.get("data/status");
    if ((event.equals("messages.upsert") || event.equals("send.message")) && id != null) {
      return "message:" + fields.get(CHAT) + ":" + fields.get(OWN) + ":" + id;
    }
    return event.equals("messages.update") && about != null && status != null
        ? "ack:" + about + ":" + status
        : event + ":" + StableId.hash(webhook.body());
  }

  private static String subject(Map<String, String> fields, String whose) {
    String event = EvolutionEvents.plain(fields.getOrDefault("event", ""));
    String about = fields.get("data/keyId");
    if (event.equals("messages.update") && about != null) {
      return "whatsapp-ack:" + about;
    }
    if (EvolutionInstance.EVENTS.contains(event)) {
      return "whatsapp-session:" + whose;
    }
    String told = fields.get(CHAT);
    String chat = ChatId.known(told == null ? fields.get("data/remoteJid") : told);
    if (chat == null) {
      return NAME + ":" + (event.isEmpty() ? "unreadable" : event);
    }
    String phone = ChatId.isHidden(chat) ? ChatId.phone(fields.get(PHONE)) : ChatId.phone(chat);
    return Contacts.conversation(phone == null ? ChatId.plain(chat) : phone);
  }
}
