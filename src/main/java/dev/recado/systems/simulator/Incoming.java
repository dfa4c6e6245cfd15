package dev.recado.systems.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message of a customer.
 *
 * @param id WhatsApp's id of it
 * @param chatId how the provider names the customer: {@code <phone>@c.us}, or {@code <digits>@lid}
 *     if the customer hides the phone; at Meta the digits, or {@code BR.<digits>}
 * @param type its type
 * @param text the text or the caption, possibly empty
 * @param name the customer's display name, or null
 * @param sentAt when it was sent
 * @param extras what else it holds
 * @param about the message that it quotes, answers or reacts to, or null
 */
record Incoming(
    String id,
    String chatId,
    MessageType type,
    String text,
    @Nullable String name,
    Instant sentAt,
    Extras extras,
    SimulatedPhones.@Nullable Message about) {

  /** A message of text, or with the sample file of its type. */
  Incoming(
      String id,
      String chatId,
      MessageType type,
      String text,
      @Nullable String name,
      Instant sentAt) {
    this(id, chatId, type, text, name, sentAt, Extras.NONE, null);
  }
}
