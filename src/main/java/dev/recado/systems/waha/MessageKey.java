package dev.recado.systems.waha;

import org.jspecify.annotations.Nullable;

/**
 * The parts of WAHA's message id {@code <fromMe>_<chat>_<id>[_<participant>]}.
 *
 * @param own whether the business wrote it; null where the id does not tell
 * @param chat the chat, or null where the id does not tell
 * @param id WhatsApp's own id, by which sends, acknowledgements and answers are matched
 */
record MessageKey(@Nullable Boolean own, @Nullable String chat, String id) {

  static MessageKey of(String text) {
    String[] parts = text.split("_", 4);
    if (parts.length < 3) {
      return new MessageKey(null, null, text);
    }
    String chat = ChatId.is(parts[1]) ? ChatId.plain(parts[1]) : null;
    return new MessageKey(Boolean.valueOf(parts[0]), chat, parts[2]);
  }
}
