package dev.recado.systems.wppconnect;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.recado.systems.engine.MessageKey;
import dev.recado.systems.engine.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the webhooks of WPPConnect into events. */
final class WppconnectEvents implements EventReader {

  /** The fields that every webhook has, beside the code that would link another device. */
  private static final Set<String> NOT_TOLD = Set.of("event", "session", "qrcode", "urlcode");

  private final Duration answerWithin;
  private final ChannelTokens tokens;

  /**
   * Creates the reader.
   *
   * @param answerWithin how old a message may be to get an answer; zero means any age
   * @param channels with their sessions
   */
  WppconnectEvents(Duration answerWithin, Channels channels) {
    this.answerWithin = answerWithin;
    this.tokens = WppconnectWebhooks.tokens(channels);
  }

  @Override
  public String source() {
    return WppconnectWebhooks.NAME;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    JsonNode tree = EngineBody.tree(record);
    String name = EngineBody.name(tree);
    String session = EngineJson.text(tree.path("session"));
    Optional<Channel> channel = tokens.of(record, session);
    if (channel.isEmpty()) {
      return List.of(
          Event.of(
              record,
              EventTypes.WHATSAPP_CHANNEL_UNKNOWN,
              ChatSide.unknown(WppconnectProvider.NAME, session, name)));
    }
    WppconnectMessage message = new WppconnectMessage(tree, record.receivedAt());
    return List.of(
        WppconnectSession.EVENTS.contains(name)
            ? status(record, channel.get(), session, name)
            : event(record, channel.get(), session, name, message));
  }

  private Event event(
      InboundRecord record,
      Channel channel,
      @Nullable String session,
      String name,
      WppconnectMessage message) {
    return switch (name) {
      case "onmessage", "onselfmessage", "unreadmessages" ->
          message(record, message, message.side(channel, session));
      case "onack" ->
          Event.of(record, EventTypes.WHATSAPP_MESSAGE_STATUS, ack(channel, session, message));
      case "onreactionmessage" -> reaction(record, channel, session, message.tree());
      case "onrevokedmessage" -> revoked(record, channel, session, message.tree());
      default ->
          Event.of(
              record,
              "whatsapp." + name.toLowerCase(Locale.ROOT),
              EngineBody.scalars(ChatSide.about(channel, session), message.tree(), NOT_TOLD));
    };
  }

  private Event message(InboundRecord record, WppconnectMessage message, ChatSide side) {
    JsonNode payload = message.payload();
    Correction correction = Correction.in(payload);
    if (correction != null) {
      return corrected(record, side, correction, message.sentAt());
    }
    String notice = Notice.of(payload);
    if (notice != null) {
      return Event.of(
          record,
          EventTypes.WHATSAPP_MESSAGE_NOTICE,
          side.notice(message.shortId(), notice, message.sentAt()));
    }
    var facts = message.received(side, payload, answerWithin);
    return side.own()
        ? Event.of(
            record,
            EventTypes.WHATSAPP_MESSAGE_SENT,
            facts.own(LinkedDevice.author(message.shortId())).body())
        : Event.of(record, EventTypes.WHATSAPP_MESSAGE_RECEIVED, facts.body());
  }

  private static Event corrected(
      InboundRecord record, ChatSide side, Correction correction, Instant at) {
    return Event.of(
        record,
        correction.revoked()
            ? EventTypes.WHATSAPP_MESSAGE_REVOKED
            : EventTypes.WHATSAPP_MESSAGE_EDITED,
        side.correction(correction, at));
  }

  private static Map<String, @Nullable Object> ack(
      Channel channel, @Nullable String session, WppconnectMessage message) {
    String id = message.fullId();
    if (id == null) {
      throw new UnreadableException("The acknowledgement names no message", null);
    }
    JsonNode ack = message.tree().path("ack");
    String state = WppconnectAck.state(ack);
    Map<String, @Nullable Object> body = ChatSide.about(channel, session);
    body.put("messageId", message.shortId());
    body.put("providerId", id);
    body.put("chatId", MessageKey.of(id).chat());
    body.put("ack", EngineJson.scalar(ack));
    body.put("state", state);
    body.put("reason", state.equals("FAILED") ? WppconnectAck.reason(ack) : null);
    body.put("at", message.told().toString());
    return body;
  }

  private static Event reaction(
      InboundRecord record, Channel channel, @Nullable String session, JsonNode tree) {
    String about = WppconnectMessage.id(tree.path("msgId"));
    String id = WppconnectMessage.id(tree.path("id"));
    MessageKey other = MessageKey.of(about == null ? "" : about);
    Boolean own = MessageKey.of(id == null ? "" : id).own();
    Instant at = EngineJson.instant(tree.path("timestamp"));
    return Event.of(
        record,
        EventTypes.WHATSAPP_MESSAGE_REACTION,
        side(channel, session, other.chat(), own)
            .reaction(
                about == null ? null : other.id(),
                EngineJson.text(tree.path("reactionText")),
                WppconnectMessage.id(tree.at("/id/participant")),
                at == null ? record.receivedAt() : at));
  }

  /** The event has an id of its own; {@code refId} is that of the deleted message. */
  private static Event revoked(
      InboundRecord record, Channel channel, @Nullable String session, JsonNode tree) {
    String about = WppconnectMessage.id(tree.path("refId"));
    String id = about == null ? WppconnectMessage.id(tree.path("id")) : about;
    if (id == null) {
      throw new UnreadableException("The webhook names no message", null);
    }
    MessageKey key = MessageKey.of(id);
    return corrected(
        record,
        side(channel, session, key.chat(), key.own()),
        new Correction(key.id(), true, null),
        record.receivedAt());
  }

  private static ChatSide side(
      Channel channel, @Nullable String session, @Nullable String chat, @Nullable Boolean own) {
    if (chat == null) {
      throw new UnreadableException("The webhook names no chat", null);
    }
    return new ChatSide(channel, session, chat, ChatId.phone(chat), Boolean.TRUE.equals(own));
  }

  private static Event status(
      InboundRecord record, Channel channel, @Nullable String session, String name) {
    JsonNode tree = EngineBody.tree(record);
    String told = EngineJson.text(tree.path("status"));
    String word = WppconnectSession.word(name, told);
    if (word == null) {
      Map<String, @Nullable Object> body = new LinkedHashMap<>(ChatSide.about(channel, session));
      body.put("status", told);
      return Event.of(record, "whatsapp." + name.toLowerCase(Locale.ROOT), body);
    }
    return Event.of(
        record,
        EventTypes.WHATSAPP_SESSION_STATUS,
        ChatSide.status(channel, session, word, record.receivedAt()));
  }
}
