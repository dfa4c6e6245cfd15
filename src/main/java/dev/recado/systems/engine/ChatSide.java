package dev.recado.systems.engine;

import dev.recado.spine.channel.Channel;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The chat that something happened in, and the bodies of the events that are no message.
 *
 * @param channel the channel
 * @param session its name at the gateway
 * @param chat the chat id, or null where the gateway does not name it
 * @param phone the digits of the customer's phone, or null
 * @param own whether our side did it
 */
public record ChatSide(
    Channel channel,
    @Nullable String session,
    @Nullable String chat,
    @Nullable String phone,
    boolean own) {

  /** Begins a body with what every event tells. */
  public static Map<String, @Nullable Object> about(Channel channel, @Nullable String session) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("channel", channel.id());
    body.put("session", session);
    return body;
  }

  private Map<String, @Nullable Object> whose(@Nullable String messageId) {
    Map<String, @Nullable Object> body = about(channel, session);
    body.put("chatId", chat);
    body.put("phone", phone);
    body.put("fromMe", own);
    body.put("messageId", messageId);
    return body;
  }

  /** Gives the body of something that no person wrote. */
  public Map<String, @Nullable Object> notice(
      @Nullable String messageId, String name, Instant sentAt) {
    Map<String, @Nullable Object> body = whose(messageId);
    body.put("notice", name);
    body.put("sentAt", sentAt.toString());
    return body;
  }

  /** Gives the body of a message that was deleted for everybody, or whose text was edited. */
  public Map<String, @Nullable Object> correction(Correction correction, Instant sentAt) {
    Map<String, @Nullable Object> body = whose(correction.messageId());
    body.put("text", correction.text());
    body.put("sentAt", sentAt.toString());
    return body;
  }

  /**
   * Gives the body of a reaction.
   *
   * @param messageId of the other message
   * @param emoji null where it was taken back
   * @param participant its author in a group, or null
   * @param sentAt when
   */
  public Map<String, @Nullable Object> reaction(
      @Nullable String messageId,
      @Nullable String emoji,
      @Nullable String participant,
      Instant sentAt) {
    Map<String, @Nullable Object> body = whose(messageId);
    body.put("participant", participant);
    body.put("emoji", emoji);
    body.put("sentAt", sentAt.toString());
    return body;
  }

  /** Gives the body of what a session says of itself; the word is one of WAHA's. */
  public static Map<String, @Nullable Object> status(
      Channel channel, @Nullable String session, String word, Instant at) {
    Map<String, @Nullable Object> body = about(channel, session);
    body.put("status", word);
    body.put("at", at.toString());
    return body;
  }

  /** Gives the body of an event of a session that is no channel, without any text of it. */
  public static Map<String, @Nullable Object> unknown(
      String provider, @Nullable String session, String event) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    String usable = Scalars.usable(session);
    body.put("provider", provider);
    body.put("account", usable == null ? "?" : usable);
    body.put("event", event);
    return body;
  }
}
