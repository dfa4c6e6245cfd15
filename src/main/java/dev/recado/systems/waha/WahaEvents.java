package dev.recado.systems.waha;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.EventReader;
import dev.recado.spine.intake.UnreadableException;
import dev.recado.systems.engine.Correction;
import dev.recado.systems.engine.EngineJson;
import dev.recado.systems.engine.Notice;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns WAHA's webhooks, from any engine, into events.
 *
 * <p>One WAHA may serve several numbers and report all of them to the hub. Everything from a
 * session that is no channel gets an event type of its own. Otherwise the hub would answer from its
 * own number a customer who wrote to another one.
 */
final class WahaEvents implements EventReader {

  private static final Logger log = LoggerFactory.getLogger(WahaEvents.class);

  /** The name becomes part of an address within the hub. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,79}");

  private final Duration answerWithin;
  private final String session;
  private final Channels channels;
  private final AtomicBoolean otherTold = new AtomicBoolean();

  /**
   * Creates the reader.
   *
   * @param answerWithin how old a message may be to get an answer; zero means any age
   * @param session the session of the settings ({@code WAHA_SESSION}); if it is not set, this is
   *     empty, and the only channel accepts any session
   * @param channels with their sessions
   */
  WahaEvents(Duration answerWithin, String session, Channels channels) {
    this.answerWithin = answerWithin;
    this.session = session;
    this.channels = channels;
  }

  @Override
  public String source() {
    return WahaWebhooks.NAME;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    JsonNode tree = tree(record);
    String name = EngineJson.text(tree.path("event"));
    if (name == null || !NAME.matcher(name).matches()) {
      throw new UnreadableException("The webhook names no event", null);
    }
    Envelope nobodys = new Envelope(tree, record.receivedAt(), "");
    Optional<Channel> channel = channel(record, nobodys);
    if (channel.isEmpty()) {
      return List.of(other(record, nobodys, name));
    }
    Envelope envelope = new Envelope(tree, record.receivedAt(), channel.get().id());
    return List.of(
        switch (name) {
          case "message", "message.any" -> message(record, envelope);
          case "message.edited" ->
              corrected(record, envelope, Correction.edited(envelope.payload()));
          case "message.revoked" ->
              corrected(record, envelope, Correction.revoked(envelope.payload()));
          case "message.waiting" -> notice(record, envelope, "waiting");
          case "message.ack", "message.ack.group" ->
              event(record, EventTypes.WHATSAPP_MESSAGE_STATUS, envelope.status());
          case "message.reaction" ->
              event(record, EventTypes.WHATSAPP_MESSAGE_REACTION, envelope.reaction());
          case "session.status" ->
              event(record, EventTypes.WHATSAPP_SESSION_STATUS, envelope.session());
          default -> event(record, "whatsapp." + name, envelope.scalars());
        });
  }

  /** A webhook without a session comes from the only one there is. */
  private Optional<Channel> channel(InboundRecord record, Envelope envelope) {
    // Those that are not active too: what is for one of them is for no other.
    List<Channel> all = channels.proving(WahaProvider.NAME);
    String told = envelope.told();
    if (all.size() == 1 && all.get(0).ofSettings()) {
      return told == null || session.isEmpty() || told.equals(session)
          ? Optional.of(all.get(0))
          : Optional.empty();
    }
    String proved = record.kept().get(WahaSession.PROVED);
    List<Channel> signers =
        proved == null
            ? all
            : channels.provedBy(
                WahaProvider.NAME,
                List.of(proved.split(",")),
                WahaProvider.HMAC_KEY,
                WahaProvider.FORMER_HMAC_KEY);
    return WahaSession.channel(told, signers, all).filter(Channel::active);
  }

  /**
   * The event of another session. The log says it once, because with a wrong WAHA_SESSION it
   * happens for each message.
   */
  private Event other(InboundRecord record, Envelope envelope, String name) {
    Map<String, @Nullable Object> body = envelope.other(name);
    if (otherTold.compareAndSet(false, true)) {
      log.warn(
          "A webhook came from WAHA's session '{}', which is no channel of the hub",
          body.get("account"));
    }
    return event(record, EventTypes.WHATSAPP_CHANNEL_UNKNOWN, body);
  }

  private static JsonNode tree(InboundRecord record) {
    try {
      JsonNode tree = EngineJson.MAPPER.readTree(record.body());
      if (tree != null && tree.isObject()) {
        return tree;
      }
    } catch (IOException e) {
      // Jackson's own message quotes the body, which holds people's texts.
      throw new UnreadableException("The body is not the JSON that WAHA sends", e);
    }
    throw new UnreadableException("The body is not a JSON object", null);
  }

  private Event message(InboundRecord record, Envelope envelope) {
    Correction correction = Correction.in(envelope.payload());
    if (correction != null) {
      return corrected(record, envelope, correction);
    }
    String notice = Notice.of(envelope.payload());
    if (notice != null) {
      return notice(record, envelope, notice);
    }
    return envelope.peer().own()
        ? event(record, EventTypes.WHATSAPP_MESSAGE_SENT, envelope.sent(answerWithin))
        : event(record, EventTypes.WHATSAPP_MESSAGE_RECEIVED, envelope.message(answerWithin));
  }

  private static Event notice(InboundRecord record, Envelope envelope, String name) {
    return event(record, EventTypes.WHATSAPP_MESSAGE_NOTICE, envelope.notice(name));
  }

  private static Event corrected(
      InboundRecord record, Envelope envelope, @Nullable Correction correction) {
    if (correction == null) {
      throw new UnreadableException("The webhook names no message", null);
    }
    String type =
        correction.revoked()
            ? EventTypes.WHATSAPP_MESSAGE_REVOKED
            : EventTypes.WHATSAPP_MESSAGE_EDITED;
    return event(record, type, envelope.correction(correction));
  }

  private static Event event(
      InboundRecord record, String type, Map<String, @Nullable Object> body) {
    return Event.of(record, type, body);
  }
}
