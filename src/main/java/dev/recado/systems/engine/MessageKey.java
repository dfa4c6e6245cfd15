package dev.recado.systems.engine;

import org.jspecify.annotations.Nullable;

/**
 * The parts of a message id of WhatsApp Web, {@code <fromMe>_<chat>_<id>[_<participant>]}.
 *
 * @param own whether the business wrote it; null if the id does not say it
 * @param chat the chat, or null if the id does not name it
 * @param id WhatsApp's own id, which connects sends, acknowledgements and answers
 */
public record MessageKey(@Nullable Boolean own, @Nullable String chat, String id) {

  /** Takes an id apart; a text without parts is the id itself. */
  public static MessageKey of(String text) {
    String[] parts = text.split("_", 4);
    if (parts.length < 3) {
      return new MessageKey(null, null, text);
    }
    String chat = ChatId.is(parts[1]) ? ChatId.plain(parts[1]) : null;
    return new MessageKey(Boolean.valueOf(parts[0]), chat, parts[2]);
  }
}
