package dev.recado.systems.waha;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.spine.intake.UnreadableException;
import dev.recado.spine.outbox.Receipts;
import dev.recado.systems.engine.Correction;
import dev.recado.systems.engine.EngineJson;
import dev.recado.systems.engine.LinkedDevice;
import dev.recado.systems.engine.MessageKey;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One webhook of WAHA, which this record translates into the fields of the hub's events.
 *
 * @param tree as WAHA sent it
 * @param receivedAt the time for a webhook without one
 * @param channel the id of the channel that it is for
 */
record Envelope(JsonNode tree, Instant receivedAt, String channel) implements Fields {

  @Override
  public @Nullable String get(String path) {
    return Fields.usable(EngineJson.text(tree.at("/" + path)));
  }

  /** The name of the session, or null if the webhook names none. */
  @Nullable String told() {
    String session = EngineJson.text(tree.path("session"));
    boolean status = "session.status".equals(EngineJson.text(tree.path("event")));
    return session == null && status ? EngineJson.text(payload().path("name")) : session;
  }

  /** The event of a session that is no channel, without any text of it. */
  Map<String, @Nullable Object> other(String event) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    String session = Fields.usable(told());
    body.put("provider", WahaProvider.NAME);
    body.put("account", session == null ? "?" : session);
    body.put("event", event);
    return body;
  }

  /** The other side of a message; without a chat the hub cannot answer anybody. */
  Peer peer() {
    Peer peer = Peer.of(this);
    if (peer == null) {
      throw new UnreadableException("The webhook names no chat", null);
    }
    return peer;
  }

  /**
   * A message from a customer.
   *
   * @param answerWithin how old it may be when WAHA reports it; zero means any age
   */
  Map<String, @Nullable Object> message(Duration answerWithin) {
    Map<String, @Nullable Object> body = about();
    body.putAll(MessageBody.of(payload(), peer(), messageId(), sentAt()));
    body.put("late", late(answerWithin));
    if (tree.path(WahaHistory.MARK).asBoolean()) {
      body.put(WahaHistory.MARK, true);
    }
    return body;
  }

  /**
   * Whether WhatsApp held the message back, for example during a time without connection.
   *
   * <p>WAHA's own clock decides: a message that waited between WAHA and the hub still counts as
   * new.
   */
  private boolean late(Duration answerWithin) {
    return !answerWithin.isZero() && sentAt().plus(answerWithin).isBefore(toldAt());
  }

  /** An event that no person wrote. */
  Map<String, @Nullable Object> notice(String name) {
    Map<String, @Nullable Object> body = whose();
    body.put("messageId", shortId());
    body.put("notice", name);
    body.put("sentAt", sentAt().toString());
    return body;
  }

  /** A message that was deleted for everybody, or whose text was edited. */
  Map<String, @Nullable Object> correction(Correction correction) {
    Map<String, @Nullable Object> body = whose();
    body.put("messageId", correction.messageId());
    body.put("text", correction.text());
    body.put("sentAt", sentAt().toString());
    return body;
  }

  private Map<String, @Nullable Object> whose() {
    Map<String, @Nullable Object> body = about();
    Peer peer = peer();
    body.put("chatId", peer.chat());
    body.put("phone", peer.phone());
    body.put("fromMe", peer.own());
    return body;
  }

  private @Nullable String shortId() {
    String id = messageId();
    return id == null ? null : MessageKey.of(id).id();
  }

  /** The event's own part of the webhook. */
  JsonNode payload() {
    return tree.path("payload");
  }

  /**
   * A message of the business. Without a source, as in the history, the outbox decides whether the
   * hub wrote it: a person's message would silence the hub.
   */
  Map<String, @Nullable Object> sent(Duration answerWithin) {
    Map<String, @Nullable Object> body = message(answerWithin);
    String source = EngineJson.text(payload().path("source"));
    body.put(
        "by",
        source == null ? LinkedDevice.author(shortId()) : source.equals("app") ? "app" : "api");
    return body;
  }

  Map<String, @Nullable Object> status() {
    String id = messageId();
    if (id == null) {
      throw new UnreadableException("The acknowledgement names no message", null);
    }
    Map<String, @Nullable Object> body = about();
    body.put("messageId", MessageKey.of(id).id());
    body.put("providerId", id);
    Peer peer = Peer.of(this);
    body.put("chatId", peer == null ? null : peer.chat());
    body.put("participant", EngineJson.text(payload().path("participant")));
    body.put("ack", EngineJson.scalar(payload().path("ack")));
    body.put("ackName", EngineJson.text(payload().path("ackName")));
    body.put("state", state(payload().path("ack")));
    body.put("at", toldAt().toString());
    return body;
  }

  private static String state(JsonNode ack) {
    return switch (ack.isInt() ? ack.intValue() : 0) {
      case -1 -> Receipts.State.FAILED.name();
      case 1 -> Receipts.State.SENT.name();
      case 2 -> Receipts.State.DELIVERED.name();
      case 3, 4 -> Receipts.State.READ.name();
      default -> "PENDING";
    };
  }

  /** A reaction; one that was removed has no emoji. */
  Map<String, @Nullable Object> reaction() {
    String reactedTo = EngineJson.text(payload(), "/reaction/messageId");
    Map<String, @Nullable Object> body = about();
    body.put("chatId", peer().chat());
    body.put("phone", peer().phone());
    body.put("fromMe", peer().own());
    body.put("participant", EngineJson.text(payload().path("participant")));
    body.put("emoji", EngineJson.text(payload(), "/reaction/text"));
    body.put("messageId", reactedTo == null ? null : MessageKey.of(reactedTo).id());
    body.put("sentAt", sentAt().toString());
    return body;
  }

  Map<String, @Nullable Object> session() {
    Map<String, @Nullable Object> body = about();
    body.putIfAbsent("session", EngineJson.text(payload().path("name")));
    body.put("status", EngineJson.text(payload().path("status")));
    JsonNode last = payload().path("statuses").path(payload().path("statuses").size() - 1);
    Instant at = EngineJson.instant(last.path("timestamp"));
    body.put("at", (at == null ? toldAt() : at).toString());
    return body;
  }

  /** The scalars of an event that the hub has no fields for, under WAHA's names. */
  Map<String, @Nullable Object> scalars() {
    Map<String, @Nullable Object> body = about();
    payload()
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isValueNode() && Fields.usable(field.getKey()) != null) {
                body.put(field.getKey(), EngineJson.scalar(field.getValue()));
              }
            });
    return body;
  }

  private Map<String, @Nullable Object> about() {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("channel", channel);
    body.put("session", EngineJson.text(tree.path("session")));
    return body;
  }

  private Instant sentAt() {
    JsonNode written = payload().path("timestamp");
    // The time of a revocation is in the part for the message after the change.
    Instant sentAt =
        EngineJson.instant(written.isMissingNode() ? payload().at("/after/timestamp") : written);
    return sentAt == null ? toldAt() : sentAt;
  }

  private Instant toldAt() {
    Instant toldAt = EngineJson.instant(tree.path("timestamp"));
    return toldAt == null ? receivedAt : toldAt;
  }
}
