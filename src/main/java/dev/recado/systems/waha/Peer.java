package dev.recado.systems.waha;

import dev.recado.spine.outbox.Contacts;
import dev.recado.systems.engine.ChatId;
import dev.recado.systems.engine.MessageKey;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The other side of a message: never the business itself.
 *
 * @param chat the chat id
 * @param phone the digits of a person's phone; null for groups, channels, and hidden identities
 *     whose phone the webhook does not give
 * @param own whether the business wrote the message
 */
record Peer(String chat, @Nullable String phone, boolean own) {

  /**
   * Finds the peer, or null if the webhook does not name it.
   *
   * <p>For the business's own messages, some engines put the customer into {@code to} and others
   * into {@code from}. The chat in the message's id is right with all engines.
   */
  static @Nullable Peer of(Fields fields) {
    String id = fields.toldMessageId();
    MessageKey key = MessageKey.of(id == null ? "" : id);
    boolean own = own(fields.told(Fields.FROM_ME), key);
    String chat =
        own
            ? first(key.chat(), fields.told(Fields.TO), fields.told(Fields.FROM))
            : first(fields.told(Fields.FROM), key.chat());
    if (chat == null) {
      return null;
    }
    String plain = ChatId.plain(chat);
    return new Peer(plain, phone(plain, key, own, fields), own);
  }

  private static boolean own(@Nullable String fromMe, MessageKey key) {
    return fromMe == null ? Boolean.TRUE.equals(key.own()) : Boolean.parseBoolean(fromMe);
  }

  private static @Nullable String phone(String chat, MessageKey key, boolean own, Fields fields) {
    if (!ChatId.isHidden(chat)) {
      return ChatId.phone(chat);
    }
    return first(
        ChatId.phone(key.chat()),
        ChatId.phone(fields.told(Fields.ALTERNATIVE)),
        ChatId.phone(fields.told(own ? Fields.ALTERNATIVE_RECIPIENT : Fields.ALTERNATIVE_SENDER)));
  }

  private static @Nullable String first(@Nullable String... candidates) {
    return Stream.of(candidates).filter(Objects::nonNull).findFirst().orElse(null);
  }

  /** The conversation; it is the same for messages to this person. */
  String subject() {
    return Contacts.conversation(phone == null ? chat : phone);
  }
}
