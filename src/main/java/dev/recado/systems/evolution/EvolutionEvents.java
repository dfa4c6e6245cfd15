package dev.recado.systems.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.EventReader;
import dev.recado.spine.intake.UnreadableException;
import dev.recado.systems.engine.ChannelTokens;
import dev.recado.systems.engine.ChatId;
import dev.recado.systems.engine.ChatSide;
import dev.recado.systems.engine.Correction;
import dev.recado.systems.engine.EngineBody;
import dev.recado.systems.engine.EngineJson;
import dev.recado.systems.engine.LinkedDevice;
import dev.recado.systems.engine.Notice;
import dev.recado.systems.engine.Scalars;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the webhooks of Evolution into events; of each only the part {@code data} is told. */
final class EvolutionEvents implements EventReader {

  private final Duration answerWithin;
  private final ChannelTokens tokens;

  /**
   * Creates the reader.
   *
   * @param answerWithin how old a message may be to get an answer; zero means any age
   * @param channels with their instances
   */
  EvolutionEvents(Duration answerWithin, Channels channels) {
    this.answerWithin = answerWithin;
    this.tokens = EvolutionWebhooks.tokens(channels);
  }

  @Override
  public String source() {
    return EvolutionWebhooks.NAME;
  }

  /** Some versions write MESSAGES_UPSERT or messages-upsert where others write messages.upsert. */
  static String plain(String event) {
    return event.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
  }

  @Override
  public List<Event> read(InboundRecord record) {
    JsonNode tree = EngineBody.tree(record);
    String name = plain(EngineBody.name(tree));
    String instance = EngineJson.text(tree.path("instance"));
    Optional<Channel> channel = tokens.of(record, instance);
    if (channel.isEmpty()) {
      return List.of(
          Event.of(
              record,
              EventTypes.WHATSAPP_CHANNEL_UNKNOWN,
              ChatSide.unknown(EvolutionProvider.NAME, instance, name)));
    }
    Told told = new Told(record, channel.get(), instance, tree);
    return List.of(EvolutionInstance.EVENTS.contains(name) ? told.status(name) : event(told, name));
  }

  private Event event(Told told, String name) {
    EvolutionMessage message = new EvolutionMessage(told.data(), told.record().receivedAt());
    return switch (name) {
      case "messages.upsert" -> message(told, message, null);
      case "send.message" -> message(told, message, "api");
      case "messages.edited" -> edited(told);
      case "messages.delete" -> deleted(told);
      case "messages.update" -> told.update();
      default -> told.scalars(name);
    };
  }

  private Event message(Told told, EvolutionMessage message, @Nullable String author) {
    ChatSide side = message.side(told.channel(), told.instance());
    JsonNode payload = message.payload();
    Correction correction = Correction.in(payload);
    if (correction != null) {
      return told.corrected(side, correction, message.sentAt());
    }
    if (message.reaction().isObject()) {
      return told.reaction(side, message);
    }
    String notice = Notice.of(payload);
    if (notice != null) {
      return told.event(
          EventTypes.WHATSAPP_MESSAGE_NOTICE, side.notice(message.id(), notice, message.sentAt()));
    }
    var facts = message.received(side, payload, answerWithin);
    String by = author == null ? LinkedDevice.author(message.id()) : author;
    return side.own()
        ? told.event(EventTypes.WHATSAPP_MESSAGE_SENT, facts.own(by).body())
        : told.event(EventTypes.WHATSAPP_MESSAGE_RECEIVED, facts.body());
  }

  /** The part is WhatsApp's protocol message: an edit, a deletion, or a setting. */
  private static Event edited(Told told) {
    JsonNode data = told.data();
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    payload.putObject("_data").putObject("message").set("protocolMessage", data);
    Correction correction = Correction.in(payload);
    ChatSide side = told.writer(data.path("key"));
    Instant at = EngineJson.instant(data.path("timestampMs"));
    Instant when = at == null ? told.record().receivedAt() : at;
    return correction == null
        ? told.event(
            EventTypes.WHATSAPP_MESSAGE_NOTICE,
            side.notice(EngineJson.text(data.at("/key/id")), "protocolMessage", when))
        : told.corrected(side, correction, when);
  }

  /** The part is the key of the message, or holds it. */
  private static Event deleted(Told told) {
    JsonNode data = told.data();
    JsonNode key = data.path("key").isObject() ? data.path("key") : data;
    String id = Scalars.usable(EngineJson.text(key.path("id")));
    if (id == null) {
      throw new UnreadableException("The webhook names no message", null);
    }
    return told.corrected(
        EvolutionMessage.side(told.channel(), told.instance(), key),
        new Correction(id, true, null),
        told.record().receivedAt());
  }

  /** One webhook of a channel. */
  private record Told(
      InboundRecord record, Channel channel, @Nullable String instance, JsonNode tree) {

    JsonNode data() {
      JsonNode data = tree.path("data");
      return data.isArray() && data.size() == 1 ? data.get(0) : data;
    }

    Event event(String type, Map<String, @Nullable Object> body) {
      return Event.of(record, type, body);
    }

    Event scalars(String name) {
      return event(
          "whatsapp." + name,
          EngineBody.scalars(ChatSide.about(channel, instance), data(), Set.of()));
    }

    Event status(String name) {
      String word = EvolutionInstance.word(name, data());
      return word == null
          ? scalars(name)
          : event(
              EventTypes.WHATSAPP_SESSION_STATUS,
              ChatSide.status(channel, instance, word, record.receivedAt()));
    }

    /** A read message of the customer is no receipt. */
    Event update() {
      String id = Scalars.usable(EngineJson.text(data(), "/keyId", "/key/id"));
      String status = EngineJson.text(data(), "/status", "/update/status");
      if (id == null || !data().path("fromMe").asBoolean(data().at("/key/fromMe").asBoolean())) {
        return scalars("messages.update");
      }
      String chat = ChatId.known(EngineJson.text(data(), "/remoteJid", "/key/remoteJid"));
      Map<String, @Nullable Object> body = ChatSide.about(channel, instance);
      String state = EvolutionAck.state(status);
      body.put("messageId", id);
      body.put("providerId", id);
      body.put("chatId", chat == null ? null : ChatId.plain(chat));
      body.put("ackName", status);
      body.put("state", state);
      body.put("reason", state.equals("FAILED") ? EvolutionAck.REASON : null);
      body.put("at", record.receivedAt().toString());
      return event(EventTypes.WHATSAPP_MESSAGE_STATUS, body);
    }

    Event corrected(ChatSide side, Correction correction, Instant at) {
      return event(
          correction.revoked()
              ? EventTypes.WHATSAPP_MESSAGE_REVOKED
              : EventTypes.WHATSAPP_MESSAGE_EDITED,
          side.correction(correction, at));
    }

    Event reaction(ChatSide side, EvolutionMessage message) {
      JsonNode reaction = message.reaction();
      return event(
          EventTypes.WHATSAPP_MESSAGE_REACTION,
          side.reaction(
              Scalars.usable(EngineJson.text(reaction.at("/key/id"))),
              EngineJson.text(reaction.path("text")),
              message.participant(),
              message.sentAt()));
    }

    /**
     * The side of a key as its writer wrote it. A customer's key names our own number as the chat,
     * and says that the customer's message is their own: then the chat is not known.
     */
    ChatSide writer(JsonNode key) {
      String ours = ChatId.phone(EngineJson.text(tree.path("sender")));
      String chat = EngineJson.text(key.path("remoteJid"));
      return ChatId.is(chat) && !(ours != null && ours.equals(ChatId.phone(chat)))
          ? EvolutionMessage.side(channel, instance, key)
          : new ChatSide(channel, instance, null, null, false);
    }
  }
}
