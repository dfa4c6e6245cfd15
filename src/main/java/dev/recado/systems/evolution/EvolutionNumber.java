package dev.recado.systems.evolution;

import dev.recado.systems.engine.ChatId;
import org.jspecify.annotations.Nullable;

/**
 * How Evolution wants to read an address.
 *
 * <p>It drops the ninth digit of bare digits by a rule of its own, and leaves a whole JID as it is.
 */
final class EvolutionNumber {

  private static final String PERSON = "@s.whatsapp.net";

  private EvolutionNumber() {}

  /** A person whose form of the number is known. */
  static String jid(String digits) {
    return digits + PERSON;
  }

  /** The chat id of an answer to somebody. */
  static String answerTo(String chat, @Nullable String phone) {
    return phone == null ? chat : jid(phone);
  }

  /** The field {@code number}: digits, or a whole JID. */
  static String written(String to) {
    String phone = ChatId.phone(to);
    return phone == null ? to : jid(phone);
  }
}
