package dev.recado.spine.outbox;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the outbox on its way out.
 *
 * @param seq its place in the outbox
 * @param id its id
 * @param eventId the event that led to it, or null
 * @param kind for example {@code whatsapp-text}
 * @param connector the connector that sends it; for WhatsApp the id of a channel
 * @param conversation whose messages go out in order
 * @param address the phone's digits or the URL
 * @param payload the content from the flow
 * @param reply whether it answers somebody
 * @param attempt the number of this attempt, from 1
 * @param providerId its id at the provider if chosen beforehand, or null
 * @param chatId the contact's chat id at the provider, or null if not known yet
 * @param optedOut whether the contact wants no messages
 * @param handedOver whether a person has taken the conversation over
 * @param wrongNumber whether the person at this number has said that it is not the client's
 * @param released whether a person released it although the gate held it
 * @param scheduledFor when the flow wanted it sent
 * @param wroteAt when the contact last wrote by this channel, or null
 * @param wroteId the id of that message at the provider, or null
 * @param windowOpen false only if the provider takes no free message now
 * @param batch what holds for all messages that were let out with it, or null
 */
record Delivery(
    long seq,
    UUID id,
    @Nullable UUID eventId,
    String kind,
    String connector,
    String conversation,
    String address,
    Map<String, Object> payload,
    boolean reply,
    int attempt,
    @Nullable String providerId,
    @Nullable String chatId,
    boolean optedOut,
    boolean handedOver,
    boolean wrongNumber,
    boolean released,
    Instant scheduledFor,
    @Nullable Instant wroteAt,
    @Nullable String wroteId,
    boolean windowOpen,
    @Nullable Batch batch) {

  /**
   * What holds for all messages of a batch.
   *
   * @param hours when they may go out besides the quiet hours, or null
   * @param stopped {@code HELD}, {@code CANCELLED}, or null where they go
   * @param reason why they are stopped, or null
   */
  record Batch(@Nullable QuietHours hours, @Nullable String stopped, @Nullable String reason) {

    /** A message that a person has released goes out of a batch that is held for now. */
    boolean stops(boolean released) {
      return stopped != null && !(released && stopped.equals("HELD"));
    }
  }

  /** Tells whether it announces the change that would stop it, for example {@code opt-out}. */
  boolean announces(String change) {
    return change.equals(payload.get("announces"));
  }

  /** Tells whether it announces a change of the hub; a person who answers would not say that. */
  boolean announces() {
    return payload.containsKey("announces");
  }

  /** Tells whether the far side recognises a repeated send. */
  boolean repeatable() {
    return providerId != null;
  }

  /** Tells whether it is a template that WhatsApp may have approved. */
  boolean template() {
    return kind.equals("whatsapp-template");
  }

  /** The same for a provider that takes no free message now. */
  Delivery afterTheWindow() {
    return with(kind, payload, false);
  }

  /** The text of this message as the only value of a template that WhatsApp has approved. */
  Delivery asTemplate(String name) {
    Map<String, Object> template = new LinkedHashMap<>();
    template.put("template", name);
    template.put("language", "pt_BR");
    template.put("values", Map.of("texto", String.valueOf(payload.get("text"))));
    template.put("text", String.valueOf(payload.get("text")));
    template.put("fallback", true);
    return with("whatsapp-template", template, false);
  }

  private Delivery with(String otherKind, Map<String, Object> otherPayload, boolean open) {
    return new Delivery(
        seq,
        id,
        eventId,
        otherKind,
        connector,
        conversation,
        address,
        otherPayload,
        reply,
        attempt,
        providerId,
        chatId,
        optedOut,
        handedOver,
        wrongNumber,
        released,
        scheduledFor,
        wroteAt,
        wroteId,
        open,
        batch);
  }
}
